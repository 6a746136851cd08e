/**
 * What the keeper does for a vault in one block: the strategy's urgent action first, then idle units put to
 * work, then what is not urgent, then a look at the prices. Pure: the keeper and the backtester import this
 * one file.
 */
import { Action, type Decision, Level, Urgency } from "../decision.ts";
import { excess, least } from "../kernels/math/extremes.ts";
import type { Seconds } from "../kernels/math/units.ts";

const RATIO = 1_000_000_000n;
const TENTH = 10n;

export interface AllocationParams {
  /** Idle part of the vault above which it is put to work, scaled 1e9. */
  readonly maxIdle: number;
  /** Idle part that stays at hand for leavers, scaled 1e9; at most `maxIdle`. */
  readonly keepIdle: number;
  /** Age of the market price at which the keeper pokes it. */
  readonly pokeEvery: Seconds;
}

export interface VaultState {
  /** What the strategy's policy asks for. */
  readonly decision: Decision;
  readonly idleUnits: bigint;
  /** The whole vault at entry value, units. */
  readonly entryUnits: bigint;
  /** Units that the strategy takes now; no bound without it. */
  readonly depositLimit?: bigint;
  /** Seconds since our own prices last looked at the market. */
  readonly marketAge: Seconds;
}

export type VaultMove =
  | { readonly kind: "execute" }
  | { readonly kind: "allocate"; readonly units: bigint }
  | { readonly kind: "poke" }
  | { readonly kind: "none" };

export function nextMove(state: VaultState, params: AllocationParams): VaultMove {
  const { action, urgency, level } = state.decision;
  const asked = action !== Action.hold;
  if (asked && urgency >= Urgency.protect) return { kind: "execute" };
  const units = level < Level.defend ? idleToAllocate(state, params) : 0n;
  if (units > 0n) return { kind: "allocate", units };
  if (asked) return { kind: "execute" };
  return { kind: state.marketAge >= params.pokeEvery ? "poke" : "none" };
}

/** All idle units but those to keep at hand, once they pass the limit, as far as the strategy takes them. */
function idleToAllocate(state: VaultState, params: AllocationParams): bigint {
  const { idleUnits, entryUnits } = state;
  const bound = entryUnits * BigInt(params.maxIdle);
  if (idleUnits * RATIO <= bound) return 0n;
  const kept = (entryUnits * BigInt(params.keepIdle)) / RATIO;
  const spare = excess(idleUnits, kept);
  const units = least(spare, state.depositLimit ?? spare);
  // A room of a tenth of the limit is not worth a transaction.
  return units === spare || units * RATIO * TENTH > bound ? units : 0n;
}
