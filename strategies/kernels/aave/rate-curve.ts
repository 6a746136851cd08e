// The borrow rate as a function of how much of a reserve is lent out: one slope up to the optimal usage, a
// steep one past it.
// Ports DefaultReserveInterestRateStrategy.calculateInterestRates of Aave v3.0 (@aave/core-v3 1.19.3), for a
// reserve without stable debt and without unbacked aTokens.

import { percentMul } from "../math/percent.ts";
import { rayDiv, rayMul } from "../math/ray.ts";
import { type Bps, ONE_IN_BPS, RAY, type Ray } from "../math/units.ts";
import { wadToRay } from "../math/wad.ts";

export type RateCurve = {
  /** Usage at which the slope changes, above 0 and below RAY. */
  readonly optimalUsageRatio: Ray;
  /** Yearly borrow rate at no usage. */
  readonly baseRate: Ray;
  /** What the rate gains from no usage to the optimal one. */
  readonly slope1: Ray;
  /** What the rate gains from the optimal usage to a full one. */
  readonly slope2: Ray;
};

/** Debt / (liquidity + debt), half up; zero without debt. Amounts in the reserve's own token. */
export const borrowUsageRatio = (availableLiquidity: bigint, totalDebt: bigint): Ray =>
  totalDebt === 0n ? 0n : rayDiv(totalDebt, availableLiquidity + totalDebt);

/** Yearly variable borrow rate at `usage`. */
export const variableBorrowRate = (curve: RateCurve, usage: Ray): Ray => {
  if (usage > curve.optimalUsageRatio) {
    const excess = rayDiv(usage - curve.optimalUsageRatio, RAY - curve.optimalUsageRatio);
    return curve.baseRate + curve.slope1 + rayMul(curve.slope2, excess);
  }
  return curve.baseRate + rayDiv(rayMul(curve.slope1, usage), curve.optimalUsageRatio);
};

/**
 * Yearly rate that suppliers earn: the borrow rate over the used part, less the reserve factor.
 * Quirk: the borrow rate makes a round trip through the average weighted by debt, so that a debt of a few wei
 * rounds it visibly.
 */
export const liquidityRate = (borrowRate: Ray, usage: Ray, totalDebt: bigint, reserveFactor: Bps): Ray => {
  if (totalDebt === 0n) return 0n;
  const weight = wadToRay(totalDebt);
  const overallBorrowRate = rayDiv(rayMul(weight, borrowRate), weight);
  return percentMul(rayMul(overallBorrowRate, usage), ONE_IN_BPS - reserveFactor);
};
