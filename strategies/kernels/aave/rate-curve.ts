// The borrow rate as a function of how much of a reserve is lent out: one slope up to the optimal usage, a
// steep one past it.
// Ports calculateInterestRates of DefaultReserveInterestRateStrategy of Aave v3.0 (@aave/core-v3 1.19.3) and
// of DefaultReserveInterestRateStrategyV2 of Aave v3.6 (@aave-dao/aave-v3-origin 3.6.0), which agree so far and
// part in what suppliers earn; for a reserve without stable debt and without unbacked aTokens.

import { rayDiv, rayMul } from "../math/ray.ts";
import { RAY, type Ray } from "../math/units.ts";

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
