// Interest of a supplier between two interactions: not compounded.
// Ports MathUtils.calculateLinearInterest, the same in every version: Aave v2, v3.0 (@aave/core-v3 1.19.3) and
// v3.6 (@aave-dao/aave-v3-origin 3.6.0).

import { RAY, type Ray, SECONDS_PER_YEAR, type Seconds } from "../math/units.ts";

/** Growth factor after `elapsed` at yearly `rate`, as a ray; the interest is floored. */
export const linearInterest = (rate: Ray, elapsed: Seconds): Ray =>
  RAY + (rate * BigInt(elapsed)) / SECONDS_PER_YEAR;
