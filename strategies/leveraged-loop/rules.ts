/**
 * What a loop's rules may speak of, and what becomes of a decision under them. A rule can only hold a lever back: that needs no
 * leave of the contract, which refuses whatever `check()` does not ask for.
 */
import { Action, type Decision, Level, SATURATED } from "../decision.ts";
import { loadRules, type RuleSetting, type Rules } from "../rules/rules.ts";
import type { Reading, Vocabulary } from "../rules/vocabulary.ts";
import { bands, type LoopParams, type LoopState } from "./policy.ts";

const ratio = { kind: "ratio", low: 0, high: SATURATED } as const;
const seconds = { kind: "seconds", low: 0, high: SATURATED } as const;

export const LOOP_VOCABULARY: Vocabulary = {
  quantities: {
    ltv: { ...ratio, remembered: true, age: "lenderAge" },
    peg: { ...ratio, remembered: true, age: "marketAge" },
    lenderPeg: { ...ratio, remembered: true, age: "lenderAge" },
    carry: { ...ratio, low: -2 * SATURATED, remembered: true },
    liquidationLtv: ratio,
    borrowLtv: ratio,
    low: ratio,
    target: ratio,
    high: ratio,
    ripcord: ratio,
    marketAge: seconds,
    lenderAge: seconds,
    sinceAction: seconds,
    level: { kind: "level", low: 0, high: Level.evacuate },
  },
  levels: Level,
};

/** Every quantity of the vocabulary as the policy saw it, the bands and the depeg level being those in force. */
export function readingOf(state: LoopState, { level }: Decision, params: LoopParams): Reading {
  const { low, target, high, line } = bands(state.liquidationLtv, level, params);
  const { ltv, peg, lenderPeg, carry, liquidationLtv, borrowLtv } = state;
  const { marketAge, lenderAge, sinceAction } = state;
  const limits = [liquidationLtv, borrowLtv, low, target, high, line];
  return [ltv, peg, lenderPeg, carry, ...limits, marketAge, lenderAge, sinceAction, level];
}

/** @throws KEEL_RULE_… with a caret under the offending word, KEEL_BAD_SETTING where two rules share a name */
export const loadLoopRules = (settings: readonly RuleSetting[]): Promise<Rules> =>
  loadRules(settings, LOOP_VOCABULARY);

/** The decision that is left to act on: a lever is held back while a rule asks for none, nothing else changes. */
export function restrained(decision: Decision, inForce: readonly RuleSetting[]): Decision {
  const stops = inForce.some(({ ask }) => ask === "stop levering");
  return stops && decision.action === Action.lever
    ? { ...decision, action: Action.hold, target: 0 }
    : decision;
}
