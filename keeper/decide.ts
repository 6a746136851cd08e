/**
 * From what is known to what to do, and whether the contract agrees: it is asked what the policy is asked, and a keeper whose
 * answer differs from it is not to be trusted with a key.
 */
import { KeelError } from "../errors/keel-error.ts";
import { actionName, type Decision, reasonName } from "../strategies/decision.ts";
import { NO_RULES } from "../strategies/rules/rules.ts";
import type { Choice, ChoiceSettings } from "./choice.ts";
import type { Ruling } from "./kinds/kind.ts";
import { kindThatSaw } from "./kinds/kinds.ts";
import type { Snapshot } from "./snapshot.ts";

export const UNRULED: Ruling = { rules: NO_RULES, windows: [] };

/** Pure: the same snapshot, settings, rules and windows give the same choice, which is how a journal is replayed (KPR-02). */
export function choose<S extends Snapshot>(
  snapshot: S,
  settings: ChoiceSettings,
  ruling: Ruling,
): ChoiceOn<S> {
  return kindThatSaw(snapshot).choose(snapshot, settings, ruling) as ChoiceOn<S>;
}

/** What is decided on a snapshot of this kind. */
export type ChoiceOn<S extends Snapshot> = S extends { readonly check: Decision }
  ? Extract<Choice, { readonly decision: Decision }>
  : Exclude<Choice, { readonly decision: Decision }>;

/** @throws KEEL_BRAINS_DISAGREE where the contract's `check()` gave another decision for the same state */
export function requireAgreement(choice: Choice, snapshot: Snapshot): void {
  if (!("decision" in choice) || !("check" in snapshot)) return;
  const { decision: ours } = choice;
  const { check, block } = snapshot;
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
