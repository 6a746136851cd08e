/**
 * A rule's structure, every word of it with its place in the source. mathjs knows the precedence of operators and finds the
 * structure; its nodes carry no position and its numbers are rounded, so each is matched with the word that it came from.
 */
import type { FunctionNode, MathNode, OperatorNode, ParenthesisNode, RelationalNode } from "mathjs";
import type { RuleSource } from "./rule-source.ts";
import { type Token, tokensOf } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

export type Expression =
  | { readonly kind: "number" | "string" | "name"; readonly word: Token }
  | { readonly kind: "call"; readonly word: Token; readonly of: readonly Expression[] }
  | { readonly kind: "unary"; readonly word: Token; readonly of: Expression }
  | {
      readonly kind: "binary";
      readonly word: Token;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** Comparisons that share their operands: `0.9 < peg <= 1` has three, and two words between them. */
  | { readonly kind: "chain"; readonly words: readonly Token[]; readonly of: readonly Expression[] };

const COMPARISONS = ["<", "<=", ">", ">=", "==", "!="];

/** @throws RuleError KEEL_RULE_SYNTAX, KEEL_RULE_NOT_ALLOWED, KEEL_RULE_UNKNOWN_NAME; any other node is a defect of ours */
export async function expressionOf(source: RuleSource, vocabulary: Vocabulary): Promise<Expression> {
  const tokens = tokensOf(source, vocabulary);
  const tree = await parsed(source, tokens);
  const words = tokens.filter(({ kind }) => kind !== "bracket");
  return new Reader(source, words).read(tree);
}

async function parsed(source: RuleSource, tokens: readonly Token[]): Promise<MathNode> {
  // Half a second and 65 MB that nobody without rules should wait for.
  const { parse } = await import("mathjs/number");
  const end = source.text.trimEnd().length;
  const last = { start: end, end };
  if (tokens.length === 0) {
    throw source.error("KEEL_RULE_SYNTAX", "there is no condition", "Write one, such as peg < 0.985", last);
  }
  try {
    return parse(source.text);
  } catch (error) {
    const { char } = error as { char?: number };
    if (char === undefined) throw error;
    const at = tokens.find((token) => token.end >= char) ?? last;
    const found =
      at === last
        ? "the condition ends too early"
        : `"${source.text.slice(at.start, at.end)}" does not belong here`;
    throw source.error("KEEL_RULE_SYNTAX", found, "Correct it", at);
  }
}

/** Walks mathjs's tree in the order of the source, and takes the next word for each node that has one. */
class Reader {
  readonly #source: RuleSource;
  readonly #words: readonly Token[];
  #next = 0;

  constructor(source: RuleSource, words: readonly Token[]) {
    this.#source = source;
    this.#words = words;
  }

  read(node: MathNode): Expression {
    switch (node.type) {
      case "ParenthesisNode":
        return this.read((node as ParenthesisNode).content);
      case "ConstantNode": {
        const word = this.#take();
        return { kind: word.kind === "string" ? "string" : "number", word };
      }
      case "SymbolNode":
        return { kind: "name", word: this.#take() };
      case "FunctionNode":
        return { kind: "call", word: this.#take(), of: this.#readAll((node as FunctionNode).args) };
      case "RelationalNode":
        return this.#chain((node as RelationalNode).params);
      case "OperatorNode":
        return this.#operator((node as OperatorNode).args);
      default:
        throw new Error(`mathjs found a ${node.type} in "${this.#source.text}"`);
    }
  }

  #operator([first, second]: readonly MathNode[]): Expression {
    if (first === undefined) throw new Error("mathjs gave an operator without operands");
    if (second === undefined) return { kind: "unary", word: this.#take(), of: this.read(first) };
    const left = this.read(first);
    const word = this.#take();
    const right = this.read(second);
    if (COMPARISONS.includes(word.text)) return { kind: "chain", words: [word], of: [left, right] };
    return { kind: "binary", word, left, right };
  }

  #chain([first, ...rest]: readonly MathNode[]): Expression {
    if (first === undefined) throw new Error("mathjs gave a comparison without operands");
    const of = [this.read(first)];
    const words: Token[] = [];
    for (const node of rest) {
      words.push(this.#take());
      of.push(this.read(node));
    }
    return { kind: "chain", words, of };
  }

  #readAll(nodes: readonly MathNode[]): Expression[] {
    return nodes.map((node) => this.read(node));
  }

  #take(): Token {
    const word = this.#words[this.#next++];
    if (word === undefined)
      throw new Error(`mathjs found more in "${this.#source.text}" than is written there`);
    return word;
  }
}
