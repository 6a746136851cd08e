/**
 * What the keeper's transactions cost in gas: measured on the contracts, passed in by whoever has the
 * measurements.
 */
import { Action } from "../../strategies/decision.ts";
import type { ActionRecord } from "../result.ts";

export interface GasCosts {
  readonly lever: bigint;
  readonly delever: bigint;
  readonly mark: bigint;
  readonly allocate: bigint;
  readonly poke: bigint;
  /** Of what other kinds than the loop do. */
  readonly others?: Readonly<Partial<Record<Action, bigint>>>;
}

export function gasOf(kind: ActionRecord["kind"], action: Action, costs: GasCosts): bigint {
  if (kind !== "execute") return costs[kind];
  const other = costs.others?.[action];
  if (other !== undefined) return other;
  if (action === Action.lever) return costs.lever;
  return action === Action.delever || action === Action.reduce ? costs.delever : costs.mark;
}
