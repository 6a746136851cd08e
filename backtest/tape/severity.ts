/**
 * A tape whose depeg is a multiple of what happened: "how much worse before I am liquidated" is asked of
 * these. The price goes to 1 - (1 - price) · multiple. The recorded balances no longer fit it, so the pool
 * keeps their depth and follows the price.
 */
import { KeelError } from "../../errors/keel-error.ts";
import { invariant } from "../../strategies/kernels/curve/invariant.ts";
import { WAD, type Wad } from "../../strategies/kernels/math/units.ts";
import type { TapeRow } from "./tape.ts";

/** The pool's A of 50, as its invariant takes it. */
const AMPLIFICATION = 5_000n;

/**
 * The rows at `multiple` (WAD) of the depeg; at exactly one, the rows as they are.
 * @throws KeelError KEEL_TAPE_SEVERITY where a price would not be above zero
 */
export function scaleDepeg(rows: readonly TapeRow[], multiple: Wad): readonly TapeRow[] {
  if (multiple === WAD) return rows;
  return rows.map((row) => {
    const { curveEther, curveSteth, ...rest } = row;
    const price = WAD - ((WAD - row.stethEth.value) * multiple) / WAD;
    if (price <= 0n) {
      throw new KeelError(
        "KEEL_TAPE_SEVERITY",
        `at ${Number(multiple) / 1e18} times the depeg stETH would be worth nothing`,
        "Choose a smaller multiple",
      );
    }
    const scaled: TapeRow = { ...rest, stethEth: { value: price, label: "synthetic" } };
    if (curveEther === undefined || curveSteth === undefined) return scaled;
    const depth = invariant(curveEther.value, curveSteth.value, AMPLIFICATION);
    return { ...scaled, curveDepth: { value: depth, label: "derived" } };
  });
}
