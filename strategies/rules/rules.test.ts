import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KeelError } from "../../errors/keel-error.ts";
import { History } from "./history.ts";
import { condition, observations, VOCABULARY } from "./random-rules.fixture.ts";
import { loadRules, rulesInForce } from "./rules.ts";

const load = (when: string) => loadRules([{ name: "tried", when, ask: "mark" }], VOCABULARY);

/** What the command line prints of a rule that is refused. */
async function refusal(when: string): Promise<string> {
  try {
    await load(when);
  } catch (error) {
    if (error instanceof KeelError) return error.toLine();
    throw error;
  }
  throw new Error(`taken: ${when}`);
}

const READING = { ltv: 0, peg: 0, carry: 0, target: 0, marketAge: 0, lenderAge: 0, level: 0 };
const readingOf = (change: Partial<typeof READING>) => Object.values({ ...READING, ...change });

async function holds(when: string, change: Partial<typeof READING>): Promise<boolean> {
  const rules = await load(when);
  return rulesInForce(rules, readingOf(change), []).length === 1;
}

test("BTK-03 a compiled rule means what fractions of bigints and windows taken second by second mean, of what was seen until then", async () => {
  const truths = new Map<boolean | undefined, number>();
  await fc.assert(
    fc.asyncProperty(condition, observations, async ({ text, meaning }, looks) => {
      const { rules, windows } = await load(text);
      const history = new History(windows);
      for (const [index, { time, reading }] of looks.entries()) {
        const truth = rules[0]?.holds([...reading, ...history.look(time, reading)]);
        expect(truth).toBe(meaning(looks.slice(0, index + 1)));
        truths.set(truth, (truths.get(truth) ?? 0) + 1);
      }
    }),
    { seed: 3, numRuns: 800 },
  );
  for (const truth of [true, false, undefined]) expect(truths.get(truth)).toBeGreaterThan(1_000);
});

describe("a comparison is exact", () => {
  test("at the last digit of a ratio, and past it", async () => {
    expect(await holds("peg < 0.985", { peg: 984_999_999 })).toBe(true);
    expect(await holds("peg < 0.985", { peg: 985_000_000 })).toBe(false);
    expect(await holds("peg < 0.98500000000000000001", { peg: 985_000_000 })).toBe(true);
    expect(await holds("peg == 0.1 + 0.2", { peg: 300_000_000 })).toBe(true);
  });

  test("where a third of it is taken, and where it exceeds what a float holds", async () => {
    expect(await holds("ltv / 3 + peg / 3 + peg / 3 == 0.1", { ltv: 100_000_000, peg: 100_000_000 })).toBe(
      true,
    );
    const saturated = { ltv: 1_000_000_000_000, peg: 999_999_999_999 };
    expect(await holds("ltv * 987654.321987 > peg * 987654.321987", saturated)).toBe(true);
  });

  test("of times in seconds, and of depeg levels in their order", async () => {
    expect(await holds('age(peg) < "1h"', { marketAge: 3_599 })).toBe(true);
    expect(await holds("age(peg) < 3600", { marketAge: 3_600 })).toBe(false);
    expect(await holds("level >= watch", { level: 2 })).toBe(true);
  });
});

test("what is not known holds no rule in force, neither itself nor its opposite", async () => {
  const opposites = ['peg < mean(peg, "1h")', 'not (peg < mean(peg, "1h"))'].map((when, index) => ({
    name: `rule ${index}`,
    when,
    ask: "mark" as const,
  }));
  const rules = await loadRules(opposites, VOCABULARY);
  expect(rulesInForce(rules, readingOf({}), [undefined])).toEqual([]);
  expect(rulesInForce(rules, readingOf({}), [1])).toHaveLength(1);
  const settled = await load('peg < mean(peg, "1h") or ltv > 0.5');
  expect(rulesInForce(settled, readingOf({ ltv: 600_000_000 }), [undefined])).toHaveLength(1);
});

test("two rules may share a window, and not a name", async () => {
  const rule = { name: "twin", when: 'peg < mean(peg, "1h")', ask: "mark" } as const;
  const { windows } = await loadRules([rule, { ...rule, name: "other" }], VOCABULARY);
  expect(windows).toEqual([{ statistic: "mean", of: 1, seconds: 3_600 }]);
  await expect(loadRules([rule, rule], VOCABULARY)).rejects.toThrow(
    expect.objectContaining({ code: "KEEL_BAD_SETTING", message: 'two rules are called "twin"' }),
  );
});

const NAMES = "ltv, peg, carry, target, marketAge, lenderAge, level, calm, watch, defend, evacuate";
const LANGUAGE =
  'Use names, decimals such as 0.985, times such as "30d", < <= > >= == !=, + - * /, and, or, not, and brackets';

describe("a rule is refused with a caret under the word", () => {
  test.each<[words: string, line: string, when: string, caret: string]>([
    [
      "that names nothing",
      `KEEL_RULE_UNKNOWN_NAME: rule "tried": nothing is called "pge". Use one of ${NAMES}.`,
      "ltv > 0.5 and pge < 0.985",
      "              ^^^",
    ],
    [
      "that JavaScript would know, but a rule does not",
      `KEEL_RULE_UNKNOWN_NAME: rule "tried": nothing is called "constructor". Use one of ${NAMES}.`,
      "constructor < 1",
      "^^^^^^^^^^^",
    ],
    [
      "that calls for an import",
      'KEEL_RULE_UNKNOWN_NAME: rule "tried": there is no function "import". Use one of abs, age, change, max, mean, min, std.',
      'import("fs") < 1',
      "^^^^^^",
    ],
    [
      "that assigns",
      'KEEL_RULE_NOT_ALLOWED: rule "tried": "=" means nothing in a rule. Compare with ==.',
      "peg = 0.985",
      "    ^",
    ],
    [
      "that gets at a property",
      `KEEL_RULE_NOT_ALLOWED: rule "tried": ".max" means nothing in a rule. ${LANGUAGE}.`,
      "ltv.max > 1",
      "   ^^^^",
    ],
    [
      "that gets at an element",
      `KEEL_RULE_NOT_ALLOWED: rule "tried": "[" means nothing in a rule. ${LANGUAGE}.`,
      'peg["valueOf"] < 1',
      "   ^",
    ],
    [
      "that ends a statement",
      `KEEL_RULE_NOT_ALLOWED: rule "tried": ";" means nothing in a rule. ${LANGUAGE}.`,
      "peg < 1; 1 < peg",
      "       ^",
    ],
    [
      "that is a percentage, which mathjs adds in a way of its own",
      'KEEL_RULE_NOT_ALLOWED: rule "tried": "%" means nothing in a rule. Write a percentage as a decimal, such as 0.02.',
      "ltv > target + 2%",
      "                ^",
    ],
    [
      "that is another language's and",
      'KEEL_RULE_NOT_ALLOWED: rule "tried": "&&" means nothing in a rule. Write and.',
      "peg < 0.98 && ltv > 0.5",
      "           ^^",
    ],
    [
      "that mathjs would read as 30 times d",
      'KEEL_RULE_NOT_ALLOWED: rule "tried": "30d" means nothing in a rule. Write "30d" in quotes.',
      "std(peg, 30d) < 1",
      "         ^^^",
    ],
    [
      "that mathjs would multiply by the one before",
      'KEEL_RULE_SYNTAX: rule "tried": "ltv" follows "2" with nothing between them. ' +
        'Put an operator between them, and write times in quotes, such as "30d".',
      "2 ltv > 1",
      "  ^^^",
    ],
    [
      "that does not belong there",
      'KEEL_RULE_SYNTAX: rule "tried": ")" does not belong here. Correct it.',
      "peg < 1)",
      "       ^",
    ],
    [
      "that is missing at the end",
      'KEEL_RULE_SYNTAX: rule "tried": the condition ends too early. Correct it.',
      "(peg < 1",
      "        ^",
    ],
    [
      "that is not there at all",
      'KEEL_RULE_SYNTAX: rule "tried": there is no condition. Write one, such as peg < 0.985.',
      "",
      "^",
    ],
    [
      "that is no condition",
      'KEEL_RULE_KIND: rule "tried": "peg" is no condition. Compare it with something, as in peg < 0.985; not stands before brackets.',
      "peg and ltv < 1",
      "^^^",
    ],
    [
      "that negates a number",
      'KEEL_RULE_KIND: rule "tried": what "not" makes is a condition, and a quantity belongs here. ' +
        "Put brackets around the condition, and join conditions by and, or.",
      "not peg < 0.98",
      "^^^",
    ],
    [
      "that multiplies two quantities",
      'KEEL_RULE_KIND: rule "tried": one of the two factors must be a number. Multiply quantities by numbers only.',
      "ltv * peg < 1",
      "    ^",
    ],
    [
      "that divides by a quantity",
      'KEEL_RULE_KIND: rule "tried": the divisor is a ratio. Divide by numbers only.',
      "1 / peg < 1",
      "  ^",
    ],
    [
      "that divides by zero",
      'KEEL_RULE_KIND: rule "tried": the divisor is zero. Divide by another number.',
      "peg / (1 - 1.0) < 1",
      "    ^",
    ],
    [
      "that compares a ratio with a time",
      'KEEL_RULE_KIND: rule "tried": a ratio and a time do not go together. Use quantities of one kind.',
      "peg < age(ltv)",
      "    ^",
    ],
    [
      "that compares a level with a number",
      'KEEL_RULE_KIND: rule "tried": a depeg level and a number do not go together. Use levels by name: calm, watch, defend, evacuate.',
      "level < 2",
      "      ^",
    ],
    [
      "that calculates with a level",
      'KEEL_RULE_KIND: rule "tried": a depeg level is no number to calculate with. Compare levels.',
      "-level < watch",
      "^",
    ],
    [
      "that compares numbers only",
      'KEEL_RULE_KIND: rule "tried": both sides are numbers. Compare one of ltv, peg, carry, target, marketAge, lenderAge, level.',
      "1 < 2",
      "  ^",
    ],
    [
      "that has no age",
      'KEEL_RULE_ARGUMENTS: rule "tried": "carry" has no age. Take the age of ltv, peg.',
      "age(carry) < 60",
      "    ^^^^^",
    ],
    [
      "that nothing looks back over",
      'KEEL_RULE_ARGUMENTS: rule "tried": nothing looks back over "target". Look back over ltv, peg, carry.',
      'std(target, "30d") < 1',
      "    ^^^^^^",
    ],
    [
      "that lacks an argument",
      'KEEL_RULE_ARGUMENTS: rule "tried": "std" does not take these arguments. Write std(ltv, "30d").',
      "std(peg) > 1",
      "^^^",
    ],
    [
      "that has one argument too many",
      'KEEL_RULE_ARGUMENTS: rule "tried": "abs" does not take these arguments. Write abs(peg - 1).',
      "abs(peg, ltv) < 1",
      "^^^",
    ],
    [
      "that takes the age of a sum",
      'KEEL_RULE_ARGUMENTS: rule "tried": "age" does not take these arguments. Write age of one name.',
      "age(peg + ltv) < 1",
      "^^^",
    ],
    [
      "that is no time",
      'KEEL_RULE_ARGUMENTS: rule "tried": "1 month" is no time. Write whole seconds, minutes, hours or days, such as "90s", "30m", "12h" or "30d".',
      'mean(peg, "1 month") < 1',
      "          ^^^^^^^^^",
    ],
    [
      "that is an empty window",
      'KEEL_RULE_ARGUMENTS: rule "tried": a window of "0s" is empty. Look back over 1 second to 400 days.',
      'mean(peg, "0s") < 1',
      "          ^^^^",
    ],
    [
      "that looks back too far",
      'KEEL_RULE_ARGUMENTS: rule "tried": a window of "401d" is longer than 400 days. Look back over 1 second to 400 days.',
      'mean(peg, "401d") < 1',
      "          ^^^^^^",
    ],
  ])("%s", async (_, line, when, caret) => {
    expect(await refusal(when)).toBe(`${line}\n  ${when}\n  ${caret}`);
  });

  test("on one line, however the rule was broken into lines", async () => {
    expect(await refusal("peg <\n\tpge")).toMatch(/\n {2}peg < {2}pge\n {9}\^\^\^$/);
  });
});
