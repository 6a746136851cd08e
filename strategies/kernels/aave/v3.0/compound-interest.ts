// Interest of a borrower between two interactions: compounding by the second, approximated by three terms of
// the binomial.
// Ports MathUtils.calculateCompoundedInterest of Aave v3.0 (@aave/core-v3 1.19.3).
// Quirk: the powers of the rate are divided by the year before they are multiplied by time, so digits are
// lost early: at rates up to about 3% the third term is zero. Later versions of Aave divide late and charge
// more.

import { rayMul } from "../../math/ray.ts";
import { RAY, type Ray, SECONDS_PER_YEAR, type Seconds } from "../../math/units.ts";

const SECONDS_PER_YEAR_SQUARED = SECONDS_PER_YEAR * SECONDS_PER_YEAR;

/**
 * Growth factor after `elapsed` at yearly `rate`, as a ray: below the true power, in the borrower's favour.
 */
export const compoundInterest = (rate: Ray, elapsed: Seconds): Ray => {
  if (elapsed === 0) return RAY;
  const time = BigInt(elapsed);
  const rateSquared = rayMul(rate, rate) / SECONDS_PER_YEAR_SQUARED;
  const rateCubed = rayMul(rateSquared, rate) / SECONDS_PER_YEAR;
  const pairs = time * (time - 1n);
  const secondTerm = (pairs * rateSquared) / 2n;
  const thirdTerm = elapsed > 2 ? (pairs * (time - 2n) * rateCubed) / 6n : 0n;
  return RAY + (rate * time) / SECONDS_PER_YEAR + secondTerm + thirdTerm;
};
