/**
 * A tape whose depeg is a multiple of what happened: "how much worse before I am liquidated" is asked of
 * these. The price goes to 1 - (1 - price) · multiple.
 */
import { KeelError } from "../../errors/keel-error.ts";
import { WAD, type Wad } from "../../strategies/kernels/math/units.ts";
import { repriced } from "./reprice.ts";
import type { TapeRow } from "./tape.ts";

/**
 * The rows at `multiple` (WAD) of the depeg; at exactly one, the rows as they are.
 * @throws KeelError KEEL_TAPE_SEVERITY where a price would not be above zero
 */
export function scaleDepeg(rows: readonly TapeRow[], multiple: Wad): readonly TapeRow[] {
  if (multiple === WAD) return rows;
  return rows.map((row) => {
    const price = WAD - ((WAD - row.stethEth.value) * multiple) / WAD;
    if (price > 0n) return repriced(row, price);
    throw new KeelError(
      "KEEL_TAPE_SEVERITY",
      `at ${Number(multiple) / 1e18} times the depeg stETH would be worth nothing`,
      "Choose a smaller multiple",
    );
  });
}
