/** A row at another price. Recorded balances no longer fit it, so the pool keeps their depth and follows the price. */
import { invariant } from "../../strategies/kernels/curve/invariant.ts";
import type { Wad } from "../../strategies/kernels/math/units.ts";
import type { TapeRow } from "./tape.ts";

/** The pool's A of 50, as its invariant takes it. */
const AMPLIFICATION = 5_000n;

export function repriced(row: TapeRow, price: Wad): TapeRow {
  const { curveEther, curveSteth, ...rest } = row;
  const moved: TapeRow = { ...rest, stethEth: { value: price, label: "synthetic" } };
  if (curveEther === undefined || curveSteth === undefined) return moved;
  const depth = invariant(curveEther.value, curveSteth.value, AMPLIFICATION);
  return { ...moved, curveDepth: { value: depth, label: "derived" } };
}
