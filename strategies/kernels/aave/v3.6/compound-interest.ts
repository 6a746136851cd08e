// Interest of a borrower between two interactions: e to the power of rate times time, by three terms of its
// Taylor series.
// Ports MathUtils.calculateCompoundedInterest of Aave v3.6 (@aave-dao/aave-v3-origin 3.6.0).
// Quirk: the year divides the rate once, first, and the divisions by 2 and 6 come last, so a borrower owes
// slightly more than under v3.0's binomial for the same rate and time.

import { rayMul } from "../../math/ray.ts";
import { RAY, type Ray, SECONDS_PER_YEAR, type Seconds } from "../../math/units.ts";

/** Growth factor after `elapsed` at yearly `rate`, as a ray: below the true power, in the borrower's favour. */
export const compoundInterest = (rate: Ray, elapsed: Seconds): Ray => {
  if (elapsed === 0) return RAY;
  const x = (rate * BigInt(elapsed)) / SECONDS_PER_YEAR;
  return RAY + x + rayMul(x, x / 2n + rayMul(x, x / 6n));
};
