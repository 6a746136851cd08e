/** What the keeper has decided, of whatever kind: what is asked for and why, and what it does about it. */
import type { Decision, Level, Urgency } from "../strategies/decision.ts";
import type { AllocationParams, VaultMove } from "../strategies/vault/allocation.ts";

/** What a decision beside the contracts' own `check()` depends on. */
export interface ChoiceSettings {
  /** The vault's rule for idle funds and for looks at prices. */
  readonly allocation: AllocationParams;
  /** Part of what waits in an exit queue that must be at hand for settling it, 1e9; all of it is settled at once. */
  readonly settleFrom: number;
  /** Wei that a stranger's ripcord must bring beyond its gas. */
  readonly leastGain: bigint;
}

export type Move =
  | VaultMove
  /** A look that anyone may have a contract take, beside the one at the prices. */
  | { readonly kind: "observe" }
  | { readonly kind: "settle" }
  | { readonly kind: "settle-deep"; readonly shares: bigint }
  | { readonly kind: "start-exit"; readonly strategy: string; readonly units: bigint }
  | { readonly kind: "ripcord"; readonly repay: bigint; readonly minUnits: bigint };

/** What is asked for by the names that logs, metrics and explanations use. */
export interface Asked {
  readonly action: string;
  readonly reason: string;
  readonly urgency: Urgency;
  readonly level: Level;
}

/** On a strategy: by its policy. */
export interface StrategyChoice {
  readonly asked: Asked;
  /** What the contract's `check()` must answer too. */
  readonly decision: Decision;
  /** What is left of it, or put in its place, by the strategist's rules: what is sent. */
  readonly order: Decision;
  /** The names of the strategist's rules that hold. */
  readonly inForce: readonly string[];
  readonly move: Move;
}

/** On an exit queue or a stranger's position: by the keeper's own rule, which no contract answers for. */
export interface OwnChoice {
  readonly asked: Asked;
  readonly move: Move;
}

export type Choice = StrategyChoice | OwnChoice;
