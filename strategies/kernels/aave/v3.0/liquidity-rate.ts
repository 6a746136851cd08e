// What suppliers of a reserve earn a year.
// Ports the supply side of DefaultReserveInterestRateStrategy.calculateInterestRates of Aave v3.0
// (@aave/core-v3 1.19.3), for a reserve without stable debt and without unbacked aTokens.
// Quirk: the borrow rate makes a round trip through the average weighted by debt, so that a debt of a few wei
// rounds it visibly.

import { percentMul } from "../../math/percent.ts";
import { rayDiv, rayMul } from "../../math/ray.ts";
import { type Bps, ONE_IN_BPS, RAY, type Ray } from "../../math/units.ts";
import { wadToRay } from "../../math/wad.ts";

/** Yearly rate that suppliers earn: the borrow rate over the used part, less the reserve factor. */
export const liquidityRate = (borrowRate: Ray, usage: Ray, totalDebt: bigint, reserveFactor: Bps): Ray => {
  if (totalDebt === 0n) return 0n;
  return percentMul(rayMul(overallBorrowRate(borrowRate, totalDebt), usage), ONE_IN_BPS - reserveFactor);
};

/** What is left of the rate after the trip: all of it where the weight is above a ray, since half a ray rounds away. */
const overallBorrowRate = (borrowRate: Ray, totalDebt: bigint): Ray => {
  const weight = wadToRay(totalDebt);
  return weight > RAY ? borrowRate : rayDiv(rayMul(weight, borrowRate), weight);
};
