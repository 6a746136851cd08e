/**
 * From what is known to what to do: the strategies' own `decide`, the strategist's rules, and the vault's own rule. The contract
 * is asked what `decide` is asked, and a keeper whose answer differs from it is not to be trusted with a key.
 */
import { KeelError } from "../errors/keel-error.ts";
import { actionName, type Decision, reasonName } from "../strategies/decision.ts";
import { decide } from "../strategies/leveraged-loop/policy.ts";
import { readingOf, ruled } from "../strategies/leveraged-loop/rules.ts";
import type { WindowValues } from "../strategies/rules/history.ts";
import { NO_RULES, type Rules, rulesInForce } from "../strategies/rules/rules.ts";
import { type AllocationParams, nextMove, type VaultMove } from "../strategies/vault/allocation.ts";
import type { Snapshot } from "./snapshot.ts";

export interface Choice {
  /** What the contract's `check()` must answer too. */
  readonly decision: Decision;
  /** What is left of it, or put in its place, by the strategist's rules: what is sent. */
  readonly order: Decision;
  /** The names of the strategist's rules that hold. */
  readonly inForce: readonly string[];
  readonly move: VaultMove;
}

/** The strategist's rules, and what their windows see. */
export interface Ruling {
  readonly rules: Rules;
  readonly windows: WindowValues;
}

export const UNRULED: Ruling = { rules: NO_RULES, windows: [] };

/** Pure: the same snapshot, rules and windows give the same choice, which is how a journal is replayed (KPR-02). */
export function choose(snapshot: Snapshot, allocation: AllocationParams, { rules, windows }: Ruling): Choice {
  const own = decide(snapshot.state, snapshot.params);
  const inForce = rulesInForce(rules, readingOf(snapshot.state, own, snapshot.params), windows);
  const order = ruled(own, snapshot.state, inForce);
  const { idleUnits, entryUnits, pokedAt, block } = snapshot;
  // The feed keeps its own hours: poking can refresh only what we look at ourselves.
  const marketAge = block.timestamp - pokedAt;
  const move = nextMove({ decision: order, idleUnits, entryUnits, marketAge }, allocation);
  return { decision: own, order, inForce: inForce.map(({ name }) => name), move };
}

/** @throws KEEL_BRAINS_DISAGREE where the contract's `check()` gave another decision for the same state */
export function requireAgreement(ours: Decision, { check, block }: Snapshot): void {
  const fields = ["action", "reason", "urgency", "level", "target"] as const;
  if (fields.every((field) => ours[field] === check[field])) return;
  throw new KeelError(
    "KEEL_BRAINS_DISAGREE",
    `at block ${block.number} the contract asks for ${inWords(check)} and this keeper for ${inWords(ours)}`,
    "Run the keeper of the version that the strategy was deployed from",
  );
}

function inWords({ action, reason, urgency, level, target }: Decision): string {
  return `${actionName(action)} (${reasonName(reason)}, urgency ${urgency}, level ${level}, target ${target})`;
}
