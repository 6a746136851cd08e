/**
 * A strategist's own triggers beside a strategy's policy: under which condition, what is asked for. A rule never raises risk:
 * it may ask for a lower LTV, for no levering, or to be marked in the record.
 */
import * as z from "zod";
import { KeelError } from "../../errors/keel-error.ts";
import { ratio } from "../quantity.ts";
import { Checker } from "./check.ts";
import { compile, type Test } from "./compile.ts";
import { type Condition, type Frame, slotsTested, type WindowSpec } from "./condition.ts";
import { expressionOf } from "./expression.ts";
import type { WindowValues } from "./history.ts";
import { RuleSource } from "./rule-source.ts";
import type { Reading, Vocabulary } from "./vocabulary.ts";

export const ruleSetting = z.strictObject({
  /** By which journal, log and report speak of it. */
  name: z.string().trim().min(1).max(60),
  /** The condition: `peg < 0.985 and age(ltv) < 60`. */
  when: z.string().max(500),
  /** A lower LTV to delever to, no levering while it holds, or only a mark in the record. */
  ask: z.union([z.literal("stop levering"), z.literal("mark"), z.strictObject({ delever: ratio })]),
});

export type RuleSetting = z.input<typeof ruleSetting>;
export type ParsedRuleSetting = z.output<typeof ruleSetting>;

export type Ask =
  | { readonly kind: "delever" /** LTV, scaled 1e9. */; readonly target: number }
  | { readonly kind: "stop levering" }
  | { readonly kind: "mark" };

export interface Rule {
  readonly source: RuleSource;
  readonly ask: Ask;
  readonly condition: Condition;
  readonly holds: Test;
}

export interface Rules {
  readonly rules: readonly Rule[];
  /** What all of them together look back on. */
  readonly windows: readonly WindowSpec[];
}

export const NO_RULES: Rules = { rules: [], windows: [] };

/**
 * Parses, checks and compiles; loads a parser only if there are rules.
 * @throws KEEL_RULE_… with a caret under the offending word, KEEL_BAD_SETTING where two rules share a name
 */
export async function loadRules(
  settings: readonly ParsedRuleSetting[],
  vocabulary: Vocabulary,
): Promise<Rules> {
  const windows: WindowSpec[] = [];
  const rules: Rule[] = [];
  for (const { name, when, ask } of settings) {
    if (rules.some(({ source }) => source.name === name)) {
      throw new KeelError(
        "KEEL_BAD_SETTING",
        `two rules are called "${name}"`,
        "Give each a name of its own",
      );
    }
    const source = new RuleSource(name, when);
    const expression = await expressionOf(source, vocabulary);
    const condition = new Checker(source, vocabulary, windows).condition(expression);
    rules.push({ source, ask: askOf(ask), condition, holds: compile(condition) });
  }
  return { rules, windows };
}

/** The rules whose condition is known to hold, in the order of the setting. */
export function rulesInForce({ rules }: Rules, reading: Reading, windows: WindowValues): readonly Rule[] {
  const frame: Frame = [...reading, ...windows];
  return rules.filter(({ holds }) => holds(frame) === true);
}

/** The places of a reading that a rule's condition depends on, be it through a window. */
export function readBy({ condition }: Rule, { windows }: Rules, readingLength: number): readonly number[] {
  return slotsTested(condition).map((slot) => windows[slot - readingLength]?.of ?? slot);
}

const askOf = (ask: ParsedRuleSetting["ask"]): Ask =>
  typeof ask === "string" ? { kind: ask } : { kind: "delever", target: ask.delever };
