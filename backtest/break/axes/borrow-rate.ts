/** WETH made dearer to borrow, by so much more of it being lent out. */
import { type RateCurve, variableBorrowRate } from "../../../strategies/kernels/aave/rate-curve.ts";
import { least } from "../../../strategies/kernels/math/extremes.ts";
import { RAY, WAD, type Wad } from "../../../strategies/kernels/math/units.ts";
import { utilisationAt } from "../../tape/derive-utilisation.ts";
import type { TapeRow } from "../../tape/tape.ts";
import { type Axis, type Base, HUNDREDTH, hundredths } from "../axis.ts";

/** A lender that has lent out everything could not be left, or charge more. */
const MOST_LENT = (WAD * 99n) / 100n;
const RAYS_A_WAD = RAY / WAD;

export const borrowRate: Axis = {
  name: "borrow-rate",
  unit: "× the rate",
  means:
    "what WETH's borrowers pay, once the loop is levered; at most what the lender's curve asks at a utilisation of 99%",
  asItIs: 1,
  step: () => HUNDREDTH,
  largest: ({ run, levered }) => {
    const { curve } = run.world.lender.weth;
    const known = utilisations(run).filter(({ row }) => row.time > levered);
    const calmest = known.reduce((low, { lent }) => least(low, lent), MOST_LENT);
    // A row without any loan would be multiplied without end.
    const rate = Math.max(Number(aprAt(calmest, curve)), Number(aprAt(MOST_LENT, curve)) / 1_000);
    return Math.floor((Number(aprAt(MOST_LENT, curve)) / rate) * 100) / 100;
  },
  apply: ({ run, levered }, value) => {
    const { curve } = run.world.lender.weth;
    const rows = utilisations(run).map(({ row, lent }): TapeRow => {
      if (row.time <= levered) return row;
      const dearer = utilisationAt((aprAt(lent, curve) * hundredths(value)) / 100n, curve);
      return { ...row, wethUtilisation: { value: least(dearer, MOST_LENT), label: "synthetic" } };
    });
    return { ...run, tape: { ...run.tape, rows } };
  },
};

const aprAt = (lent: Wad, curve: RateCurve): Wad => variableBorrowRate(curve, lent * RAYS_A_WAD) / RAYS_A_WAD;

/** Each row with the part of WETH that is lent out; what a row leaves open is as it was. */
function utilisations({ tape, world }: Base["run"]): readonly { row: TapeRow; lent: Wad }[] {
  const { scaledDebt, availableLiquidity } = world.lender.weth;
  let lent = (scaledDebt * WAD) / (scaledDebt + availableLiquidity);
  return tape.rows.map((row) => {
    lent = row.wethUtilisation?.value ?? lent;
    return { row, lent };
  });
}
