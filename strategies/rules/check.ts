/**
 * From a rule's structure to its condition: names become places in a frame, numbers exact fractions, and what does not go
 * together (a ratio with a time, a quantity times a quantity, a number where a condition belongs) is refused by its word.
 */
import { RATIO, SATURATED } from "../decision.ts";
import { parseDuration } from "../quantity.ts";
import {
  type Comparison,
  type Condition,
  type Quantity,
  STATISTICS,
  type Statistic,
  type WindowSpec,
} from "./condition.ts";
import type { Expression } from "./expression.ts";
import { type Fraction, fractionOf, inverse, isLess, plus, times, whole } from "./fraction.ts";
import type { RuleCode, RuleError, RuleSource, Span } from "./rule-source.ts";
import type { Token } from "./tokens.ts";
import { type FunctionName, type Kind, type Measured, slotOf, type Vocabulary } from "./vocabulary.ts";

/** A number of no kind yet, or a quantity of one. */
type Value =
  | { readonly kind: "number"; readonly value: Fraction }
  | { readonly kind: Kind; readonly quantity: Quantity };

/** The longest that a window may look back, in seconds. */
const LONGEST_WINDOW = 400 * 86_400;

const MINUS_ONE = whole(-1n);
const KIND_NAMES = {
  number: "a number",
  ratio: "a ratio",
  seconds: "a time",
  level: "a depeg level",
} as const;

export class Checker {
  readonly #source: RuleSource;
  readonly #vocabulary: Vocabulary;
  readonly #windows: WindowSpec[];
  readonly #asksToMove: boolean;

  /**
   * @param windows that rules before this one look through; those that it adds are appended
   * @param asksToMove true where the rule asks for an action: then it may not look at what that action moves
   */
  constructor(source: RuleSource, vocabulary: Vocabulary, windows: WindowSpec[], asksToMove: boolean) {
    this.#source = source;
    this.#vocabulary = vocabulary;
    this.#windows = windows;
    this.#asksToMove = asksToMove;
  }

  /** @throws RuleError KEEL_RULE_KIND, KEEL_RULE_ARGUMENTS */
  condition(expression: Expression): Condition {
    if (expression.kind === "chain") return this.#chain(expression);
    if (expression.kind === "unary" && expression.word.text === "not") {
      return { kind: "not", of: this.condition(expression.of) };
    }
    if (expression.kind === "binary" && isLogical(expression.word)) {
      const { word, left, right } = expression;
      return {
        kind: word.text === "and" ? "all" : "any",
        of: [this.condition(left), this.condition(right)],
      };
    }
    throw this.#refuse(
      "KEEL_RULE_KIND",
      `"${expression.word.text}" is no condition`,
      "Compare it with something, as in peg < 0.985; not stands before brackets",
      expression.word,
    );
  }

  #chain({ words, of }: Extract<Expression, { kind: "chain" }>): Condition {
    const values = of.map((operand) => this.#value(operand));
    const comparisons = words.map((word, index): Condition => {
      const [left, right] = [values[index], values[index + 1]];
      if (left === undefined || right === undefined) throw new Error("a comparison lacks an operand");
      const kind = this.#commonKind([left, right], word);
      if (kind === "number") {
        const remedy = `Compare one of ${Object.keys(this.#vocabulary.quantities).join(", ")}`;
        throw this.#refuse("KEEL_RULE_KIND", "both sides are numbers", remedy, word);
      }
      return {
        kind: "comparison",
        operator: word.text as Comparison,
        left: inKind(left, kind),
        right: inKind(right, kind),
      };
    });
    const [first] = comparisons;
    return comparisons.length === 1 && first !== undefined ? first : { kind: "all", of: comparisons };
  }

  #value(expression: Expression): Value {
    switch (expression.kind) {
      case "number":
        return { kind: "number", value: fractionOf(expression.word.text) };
      case "string":
        return { kind: "seconds", quantity: constant(whole(BigInt(this.#duration(expression.word)))) };
      case "name":
        return this.#named(expression.word);
      case "call":
        return this.#call(expression);
      case "unary":
        if (expression.word.text !== "not") return this.#signed(expression.word, expression.of);
        break;
      case "binary":
        if (!isLogical(expression.word)) return this.#calculated(expression);
        break;
    }
    const word = expression.kind === "chain" ? expression.words[0] : expression.word;
    throw this.#refuse(
      "KEEL_RULE_KIND",
      `what "${word?.text}" makes is a condition, and a quantity belongs here`,
      "Put brackets around the condition, and join conditions by and, or",
      word ?? { start: 0, end: 0 },
    );
  }

  #requireUnmoved(word: Token): void {
    if (!this.#asksToMove || this.#vocabulary.quantities[word.text]?.moved !== true) return;
    const others = this.#namesOf(({ moved }) => moved !== true);
    throw this.#refuse(
      "KEEL_RULE_NOT_ALLOWED",
      `what the rule asks for would move "${word.text}", and so end or renew the asking`,
      `Look at ${others.join(", ")}`,
      word,
    );
  }

  #named(word: Token): Value {
    const { quantities, levels } = this.#vocabulary;
    const level = levels[word.text];
    if (level !== undefined) return { kind: "level", quantity: constant(whole(BigInt(level))) };
    const measured = quantities[word.text];
    if (measured === undefined) throw new Error(`"${word.text}" was let through`);
    this.#requireUnmoved(word);
    const { kind, low, high } = measured;
    return { kind, quantity: { kind: "slot", slot: slotOf(this.#vocabulary, word.text), low, high } };
  }

  #signed(word: Token, of: Expression): Value {
    const value = this.#value(of);
    this.#requireArithmetic(value, word);
    return word.text === "-" ? scaled(value, MINUS_ONE) : value;
  }

  #calculated({ word, left, right }: Extract<Expression, { kind: "binary" }>): Value {
    const values = [this.#value(left), this.#value(right)] as const;
    for (const value of values) this.#requireArithmetic(value, word);
    const [first, second] = values;
    switch (word.text) {
      case "+":
        return this.#sum([first, second], word);
      case "-":
        return this.#sum([first, scaled(second, MINUS_ONE)], word);
      case "*":
        if (second.kind === "number") return scaled(first, second.value);
        if (first.kind === "number") return scaled(second, first.value);
        throw this.#refuse(
          "KEEL_RULE_KIND",
          "one of the two factors must be a number",
          "Multiply quantities by numbers only",
          word,
        );
      default:
        if (second.kind !== "number") {
          throw this.#refuse(
            "KEEL_RULE_KIND",
            `the divisor is ${KIND_NAMES[second.kind]}`,
            "Divide by numbers only",
            word,
          );
        }
        if (second.value.numerator === 0n) {
          throw this.#refuse("KEEL_RULE_KIND", "the divisor is zero", "Divide by another number", word);
        }
        return scaled(first, inverse(second.value));
    }
  }

  #sum(values: readonly [Value, Value], word: Span): Value {
    const kind = this.#commonKind(values, word);
    const [first, second] = values;
    if (first.kind === "number" && second.kind === "number") {
      return { kind: "number", value: plus(first.value, second.value) };
    }
    return { kind: kind as Kind, quantity: { kind: "sum", of: values.map((value) => inKind(value, kind)) } };
  }

  #call({ word, of }: Extract<Expression, { kind: "call" }>): Value {
    const name = word.text as FunctionName;
    if (name === "age") return this.#age(word, of);
    const [first, second, third] = of;
    const isWindow =
      first !== undefined && second?.kind === "string" && third === undefined && this.#isRemembered(first);
    if (isWindow && (STATISTICS as readonly string[]).includes(name)) {
      return this.#window(name as Statistic, first.word, second.word);
    }
    if (name === "abs") {
      if (first === undefined || second !== undefined) throw this.#badArguments(word, "abs(peg - 1)");
      return this.#magnitude(this.#value(first), word);
    }
    if ((name === "min" || name === "max") && second !== undefined) {
      return this.#extreme(
        name,
        of.map((argument) => this.#value(argument)),
        word,
      );
    }
    const remembered = this.#namesOf(({ remembered }) => remembered === true);
    if (first?.kind === "name" && second?.kind === "string") {
      const problem = `nothing looks back over "${first.word.text}"`;
      throw this.#refuse(
        "KEEL_RULE_ARGUMENTS",
        problem,
        `Look back over ${remembered.join(", ")}`,
        first.word,
      );
    }
    throw this.#badArguments(word, `${name}(${remembered[0]}, "30d")`);
  }

  #age(word: Token, [of, ...more]: readonly Expression[]): Value {
    const { quantities } = this.#vocabulary;
    if (of?.kind !== "name" || more.length > 0) throw this.#badArguments(word, "age of one name");
    const age = quantities[of.word.text]?.age;
    const measured = age === undefined ? undefined : quantities[age];
    if (age === undefined || measured === undefined) {
      const aged = this.#namesOf((quantity) => quantity.age !== undefined);
      const problem = `"${of.word.text}" has no age`;
      throw this.#refuse("KEEL_RULE_ARGUMENTS", problem, `Take the age of ${aged.join(", ")}`, of.word);
    }
    const { low, high } = measured;
    return { kind: "seconds", quantity: { kind: "slot", slot: slotOf(this.#vocabulary, age), low, high } };
  }

  #namesOf(wanted: (measured: Measured) => boolean): readonly string[] {
    const all = Object.entries(this.#vocabulary.quantities);
    return all.filter(([, measured]) => wanted(measured)).map(([name]) => name);
  }

  #isRemembered(
    expression: Expression,
  ): expression is Extract<Expression, { kind: "name" | "string" | "number" }> {
    return (
      expression.kind === "name" && this.#vocabulary.quantities[expression.word.text]?.remembered === true
    );
  }

  #window(statistic: Statistic, name: Token, length: Token): Value {
    const seconds = this.#duration(length);
    if (seconds === 0 || seconds > LONGEST_WINDOW) {
      throw this.#refuse(
        "KEEL_RULE_ARGUMENTS",
        `a window of ${length.text} is ${seconds === 0 ? "empty" : "longer than 400 days"}`,
        "Look back over 1 second to 400 days",
        length,
      );
    }
    this.#requireUnmoved(name);
    const of = slotOf(this.#vocabulary, name.text);
    const spec = { statistic, of, seconds };
    const known = this.#windows.findIndex((window) => isSame(window, spec));
    if (known < 0) this.#windows.push(spec);
    const index = known < 0 ? this.#windows.length - 1 : known;
    const reading = Object.keys(this.#vocabulary.quantities).length;
    const span = 2 * SATURATED;
    return { kind: "ratio", quantity: { kind: "slot", slot: reading + index, low: -span, high: span } };
  }

  #magnitude(value: Value, word: Token): Value {
    this.#requireArithmetic(value, word);
    if (value.kind === "number") {
      return value.value.numerator < 0n ? scaled(value, MINUS_ONE) : value;
    }
    return { kind: value.kind, quantity: { kind: "magnitude", of: value.quantity } };
  }

  #extreme(name: "min" | "max", values: readonly Value[], word: Token): Value {
    for (const value of values) this.#requireArithmetic(value, word);
    const kind = this.#commonKind(values, word);
    if (kind !== "number") {
      const of = values.map((value) => inKind(value, kind));
      return { kind, quantity: { kind: name === "min" ? "least" : "most", of } };
    }
    const numbers = values.map((value) => (value as Extract<Value, { kind: "number" }>).value);
    const value = numbers.reduce((a, b) => (isLess(a, b) === (name === "min") ? a : b));
    return { kind, value };
  }

  /** The one kind of all values, of which plain numbers take on any but a level. */
  #commonKind(values: readonly Value[], word: Span): Kind | "number" {
    const kinds = new Set(values.map(({ kind }) => kind));
    const [kind = "number", other] = [...kinds].filter((one) => one !== "number");
    if (other === undefined && !(kind === "level" && kinds.has("number"))) return kind;
    const [first = "number", second = "number"] = [...kinds];
    throw this.#refuse(
      "KEEL_RULE_KIND",
      `${KIND_NAMES[first]} and ${KIND_NAMES[second]} do not go together`,
      `Use ${first === "level" || second === "level" ? `levels by name: ${Object.keys(this.#vocabulary.levels).join(", ")}` : "quantities of one kind"}`,
      word,
    );
  }

  #requireArithmetic({ kind }: Value, word: Span): void {
    if (kind !== "level") return;
    throw this.#refuse(
      "KEEL_RULE_KIND",
      "a depeg level is no number to calculate with",
      "Compare levels",
      word,
    );
  }

  #duration(word: Token): number {
    const seconds = parseDuration(word.text.slice(1, -1));
    if (seconds !== undefined) return seconds;
    const remedy = 'Write whole seconds, minutes, hours or days, such as "90s", "30m", "12h" or "30d"';
    throw this.#refuse("KEEL_RULE_ARGUMENTS", `${word.text} is no time`, remedy, word);
  }

  #badArguments(word: Token, example: string): RuleError {
    return this.#refuse(
      "KEEL_RULE_ARGUMENTS",
      `"${word.text}" does not take these arguments`,
      `Write ${example}`,
      word,
    );
  }

  #refuse(code: RuleCode, problem: string, remedy: string, word: Span): RuleError {
    return this.#source.error(code, problem, remedy, word);
  }
}

const isLogical = ({ text }: Token): boolean => text === "and" || text === "or";

const isSame = (a: WindowSpec, b: WindowSpec): boolean =>
  a.statistic === b.statistic && a.of === b.of && a.seconds === b.seconds;

const constant = (value: Fraction): Quantity => ({ kind: "constant", value });

function scaled(value: Value, by: Fraction): Value {
  if (value.kind === "number") return { kind: "number", value: times(value.value, by) };
  return { kind: value.kind, quantity: { kind: "scaled", by, of: value.quantity } };
}

/** A plain number taken as one of `kind`: 0.985 as a ratio is 985_000_000, 60 as a time is 60 seconds. */
function inKind(value: Value, kind: Kind | "number"): Quantity {
  if (value.kind !== "number") return value.quantity;
  return constant(kind === "ratio" ? times(value.value, whole(BigInt(RATIO))) : value.value);
}
