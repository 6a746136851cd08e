/**
 * A strategist's own triggers beside a strategy's policy: under which condition, what is asked for. A rule never raises risk:
 * it may ask for no levering, for less of it, or to be marked in the record.
 */
import * as z from "zod";
import { KeelError } from "../../errors/keel-error.ts";
import { ratio } from "../quantity.ts";
import { Checker } from "./check.ts";
import { compile, type Test } from "./compile.ts";
import type { Frame, WindowSpec } from "./condition.ts";
import { expressionOf } from "./expression.ts";
import type { WindowValues } from "./history.ts";
import { RuleSource } from "./rule-source.ts";
import type { Reading, Vocabulary } from "./vocabulary.ts";

export const ruleSetting = z
  .strictObject({
    /** By which journal, log and report speak of it. */
    name: z.string().trim().min(1).max(60),
    /** The condition: `peg < 0.985 and age(ltv) < 60`. */
    when: z.string().max(500),
    /** While it holds: no levering, less of it, or only a mark in the record. */
    ask: z.enum(["stop levering", "reduce", "mark"]),
    /** The LTV that `reduce` leads to. */
    to: ratio.optional(),
  })
  .refine(({ ask, to }) => (ask === "reduce") === (to !== undefined), {
    path: ["to"],
    error: 'belongs to a rule that asks to "reduce", and to no other: the LTV to reduce to, such as 0.5',
  });

export type RuleSetting = z.output<typeof ruleSetting>;

export interface Rule {
  readonly setting: RuleSetting;
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
export async function loadRules(settings: readonly RuleSetting[], vocabulary: Vocabulary): Promise<Rules> {
  const windows: WindowSpec[] = [];
  const rules: Rule[] = [];
  for (const setting of settings) {
    const { name, when } = setting;
    if (rules.some((rule) => rule.setting.name === name)) {
      throw new KeelError(
        "KEEL_BAD_SETTING",
        `two rules are called "${name}"`,
        "Give each a name of its own",
      );
    }
    const source = new RuleSource(name, when);
    const expression = await expressionOf(source, vocabulary);
    const condition = new Checker(source, vocabulary, windows, setting.ask === "reduce").condition(
      expression,
    );
    rules.push({ setting, holds: compile(condition) });
  }
  return { rules, windows };
}

/** The rules whose condition is known to hold, in the order of the setting. */
export function rulesInForce(
  { rules }: Rules,
  reading: Reading,
  windows: WindowValues,
): readonly RuleSetting[] {
  const frame: Frame = [...reading, ...windows];
  return rules.filter(({ holds }) => holds(frame) === true).map(({ setting }) => setting);
}
