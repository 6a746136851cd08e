/** The one transaction that carries out a choice: whom to call with what, how much gas, and how urgent it is. */
import type { Urgency } from "../strategies/decision.ts";
import type { Move } from "./choice.ts";

export interface KeeperAction {
  /** `fill` does nothing but use up a nonce. */
  readonly kind: Exclude<Move["kind"], "none"> | "fill";
  readonly urgency: Urgency;
  readonly to: string;
  readonly data: string;
  readonly gasLimit: bigint;
  /** Errors by which the contract says that it is too early, or too late, and nothing is amiss. */
  readonly notYet?: readonly string[];
}

/**
 * Gas limits. Named outright: an estimate walks the whole call a dozen times, and one made on a calm state is too low for the next.
 * Three times what each was measured to use, and more.
 */
export const GAS = {
  execute: 3_000_000n,
  allocate: 1_500_000n,
  poke: 300_000n,
  observe: 1_000_000n,
  settle: 1_500_000n,
  settleDeep: 6_000_000n,
  startExit: 2_500_000n,
  ripcord: 1_800_000n,
} as const;
