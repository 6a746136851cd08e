/**
 * Cuts a rule into words, and refuses every word that rules have no use for: what a parser would take for an assignment,
 * a definition or an access never reaches it.
 */
import { parseDuration } from "../quantity.ts";
import type { RuleSource, Span } from "./rule-source.ts";
import { FUNCTIONS, type Vocabulary } from "./vocabulary.ts";

export interface Token extends Span {
  readonly kind: "number" | "string" | "name" | "operator" | "bracket";
  readonly text: string;
}

const WORDS: readonly (readonly [Token["kind"], RegExp])[] = [
  ["number", /\d+(?:\.\d+)?(?![\w.])/y],
  ["string", /"[^"\\]*"|'[^'\\]*'/y],
  ["operator", /(?:and|or|not)\b|[<>]=?|[=!]=|[-+*/]/y],
  ["name", /[A-Za-z_]\w*/y],
  ["bracket", /[(),]/y],
];

/** What else may stand there, as much of it as belongs together. */
const FOREIGN = /[\d.][\w.]*|["'][^"']*|[^\w\s"'(),+*/<>-]+|./y;

const REMEDIES: Readonly<Record<string, string>> = {
  "=": "Compare with ==",
  "%": "Write a percentage as a decimal, such as 0.02",
  "&": "Write and",
  "&&": "Write and",
  "|": "Write or",
  "||": "Write or",
  "!": "Write not, with brackets behind it",
};

const LANGUAGE =
  'Use names, decimals such as 0.985, times such as "30d", < <= > >= == !=, + - * /, and, or, not, and brackets';

/** @throws RuleError KEEL_RULE_NOT_ALLOWED, KEEL_RULE_UNKNOWN_NAME, KEEL_RULE_SYNTAX */
export function tokensOf(source: RuleSource, vocabulary: Vocabulary): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = nextWord(source, 0); at < source.text.length; ) {
    const token = tokenAt(source, at);
    tokens.push(token);
    at = nextWord(source, token.end);
  }
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token.kind === "name") requireKnown(source, vocabulary, token, next?.text === "(");
    if (next !== undefined && endsOperand(token) && startsOperand(next) && !isCall(token, next)) {
      throw source.error(
        "KEEL_RULE_SYNTAX",
        `"${next.text}" follows "${token.text}" with nothing between them`,
        'Put an operator between them, and write times in quotes, such as "30d"',
        next,
      );
    }
  }
  return tokens;
}

function nextWord({ text }: RuleSource, from: number): number {
  let at = from;
  while (text[at] === " ") at++;
  return at;
}

function tokenAt(source: RuleSource, start: number): Token {
  for (const [kind, pattern] of WORDS) {
    const text = matchAt(pattern, source.text, start);
    if (text !== undefined) return { kind, text, start, end: start + text.length };
  }
  const text = matchAt(FOREIGN, source.text, start) ?? "";
  const remedy = parseDuration(text) === undefined ? REMEDIES[text] : `Write "${text}" in quotes`;
  throw source.error("KEEL_RULE_NOT_ALLOWED", `"${text}" means nothing in a rule`, remedy ?? LANGUAGE, {
    start,
    end: start + text.length,
  });
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function requireKnown(source: RuleSource, vocabulary: Vocabulary, token: Token, called: boolean): void {
  const names = called
    ? FUNCTIONS
    : [...Object.keys(vocabulary.quantities), ...Object.keys(vocabulary.levels)];
  if ((names as readonly string[]).includes(token.text)) return;
  throw source.error(
    "KEEL_RULE_UNKNOWN_NAME",
    called ? `there is no function "${token.text}"` : `nothing is called "${token.text}"`,
    `Use one of ${names.join(", ")}`,
    token,
  );
}

const endsOperand = ({ kind, text }: Token): boolean =>
  kind === "name" || kind === "number" || kind === "string" || text === ")";

const startsOperand = ({ kind, text }: Token): boolean =>
  kind === "name" || kind === "number" || kind === "string" || text === "(" || text === "not";

const isCall = (token: Token, next: Token): boolean => token.kind === "name" && next.text === "(";
