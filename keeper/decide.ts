/**
 * From what is known to what to do: the strategies' own `decide` and the vault's own rule, nothing added. The contract is
 * asked the same question, and a keeper whose answer differs from it is not to be trusted with a key.
 */
import { KeelError } from "../errors/keel-error.ts";
import { actionName, type Decision, reasonName } from "../strategies/decision.ts";
import { decide } from "../strategies/leveraged-loop/policy.ts";
import { type AllocationParams, nextMove, type VaultMove } from "../strategies/vault/allocation.ts";
import type { Snapshot } from "./snapshot.ts";

export interface Choice {
  readonly decision: Decision;
  readonly move: VaultMove;
}

/** Pure: the same snapshot and rule give the same choice, which is how a journal is replayed (KPR-02). */
export function choose(snapshot: Snapshot, allocation: AllocationParams): Choice {
  const decision = decide(snapshot.state, snapshot.params);
  const { idleUnits, entryUnits, pokedAt, block } = snapshot;
  // The feed keeps its own hours: poking can refresh only what we look at ourselves.
  const marketAge = block.timestamp - pokedAt;
  return { decision, move: nextMove({ decision, idleUnits, entryUnits, marketAge }, allocation) };
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
