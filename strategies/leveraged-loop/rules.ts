/**
 * What a loop's rules may speak of, and what becomes of a decision under them. A rule can hold a lever back, which needs no
 * leave of the contract, or ask for the contract's `reduce`, which lowers LTV and nothing else.
 */
import { Action, type Decision, Level, Reason, SATURATED, Urgency, VenueFlag } from "../decision.ts";
import { loadRules, type RuleSetting, type Rules } from "../rules/rules.ts";
import type { Reading, Vocabulary } from "../rules/vocabulary.ts";
import { bands, type LoopParams, type LoopState } from "./policy.ts";

const ratio = { kind: "ratio", low: 0, high: SATURATED } as const;
const seconds = { kind: "seconds", low: 0, high: SATURATED } as const;

export const LOOP_VOCABULARY: Vocabulary = {
  quantities: {
    ltv: { ...ratio, remembered: true, age: "lenderAge", moved: true },
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
    sinceAction: { ...seconds, moved: true },
    level: { kind: "level", low: 0, high: Level.evacuate },
  },
  levels: Level,
};

/** Every quantity of the vocabulary as the policy saw it, the bands and the depeg level being those in force. */
export function readingOf(state: LoopState, { level }: Decision, params: LoopParams): Reading {
  const { low, target, high, line } = bands(state, level, params);
  const { ltv, peg, lenderPeg, carry, liquidationLtv, borrowLtv } = state;
  const { marketAge, lenderAge, sinceAction } = state;
  const limits = [liquidationLtv, borrowLtv, low, target, high, line];
  return [ltv, peg, lenderPeg, carry, ...limits, marketAge, lenderAge, sinceAction, level];
}

/** @throws KEEL_RULE_… with a caret under the offending word, KEEL_BAD_SETTING where two rules share a name */
export const loadLoopRules = (settings: readonly RuleSetting[]): Promise<Rules> =>
  loadRules(settings, LOOP_VOCABULARY);

/** LTV within this of what a rule asks to reduce to, scaled 1e9, is there: a sale's own impact leaves it a little above. */
const CLOSE = 1_000_000;

/**
 * What is left to act on. A rule holds a lever back; or it asks to reduce, where the policy asks for nothing that shrinks the
 * loop anyhow. A loop that was reduced is held down until no rule asks for it any more.
 */
export function ruled(
  decision: Decision,
  state: LoopState,
  { pace }: Pick<LoopParams, "pace">,
  inForce: readonly RuleSetting[],
): Decision {
  const { action, level } = decision;
  if (action === Action.delever || action === Action.exit || action === Action.claim) return decision;
  const asked = { reason: Reason.ruled, urgency: Urgency.rebalance, level };
  const limits = inForce.flatMap(({ to }) => (to === undefined ? [] : [to]));
  if (limits.length > 0) {
    const target = Math.min(...limits);
    const open = (state.venueFlags & VenueFlag.paused) === 0 && state.sinceSale >= pace;
    if (state.ltv > target + CLOSE && open) {
      return { ...asked, action: Action.reduce, target };
    }
  } else if (state.held !== 0) {
    return { ...asked, action: Action.release, target: 0 };
  }
  const stops = limits.length > 0 || inForce.some(({ ask }) => ask === "stop levering");
  return stops && action === Action.lever ? { ...decision, action: Action.hold, target: 0 } : decision;
}
