// Interest of a borrower between two interactions: compounding by the second, approximated by three terms of
// the binomial.
// Ports MathUtils.calculateCompoundedInterest of Aave v2, as deployed on mainnet until and after 2022 (source:
// aave/protocol-v2).
// Quirk: the rate is cut to whole units a second, and its powers are rounded half up to whole units: the third is
// 0, 1 or a few at usual rates, so a long pause may cost more or less than true compounding.

import { rayMul } from "../../math/ray.ts";
import { RAY, type Ray, SECONDS_PER_YEAR, type Seconds } from "../../math/units.ts";

/** Growth factor after `elapsed` at yearly `rate`, as a ray; on either side of the true power. */
export const compoundInterest = (rate: Ray, elapsed: Seconds): Ray => {
  if (elapsed === 0) return RAY;
  const time = BigInt(elapsed);
  const ratePerSecond = rate / SECONDS_PER_YEAR;
  const rateSquared = rayMul(ratePerSecond, ratePerSecond);
  const rateCubed = rayMul(rateSquared, ratePerSecond);
  const pairs = time * (time - 1n);
  const secondTerm = (pairs * rateSquared) / 2n;
  const thirdTerm = elapsed > 2 ? (pairs * (time - 2n) * rateCubed) / 6n : 0n;
  return RAY + ratePerSecond * time + secondTerm + thirdTerm;
};
