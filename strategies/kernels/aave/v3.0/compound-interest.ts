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
  // The contract divides last; pairs and triples of seconds are whole numbers, so dividing first is the same.
  const pairs = (time * (time - 1n)) >> 1n;
  const thirdTerm = rateCubed === 0n ? 0n : ((pairs * (time - 2n)) / 3n) * rateCubed;
  return RAY + (rate * time) / SECONDS_PER_YEAR + pairs * rateSquared + thirdTerm;
};
