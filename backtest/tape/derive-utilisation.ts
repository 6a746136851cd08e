/** Which part of a reserve is lent out, told from the rate that it charges: the rate curve read backwards. */
import type { RateCurve } from "../../strategies/kernels/aave/rate-curve.ts";
import { RAY, WAD, type Wad } from "../../strategies/kernels/math/units.ts";

const TO_RAY = RAY / WAD;

/**
 * The utilisation at which `curve` asks `apr` of borrowers, both WAD, floored; 0 below the curve's base and 1 beyond its end.
 */
export function utilisationAt(apr: Wad, curve: RateCurve): Wad {
  const { optimalUsageRatio: kink, baseRate, slope1, slope2 } = curve;
  const above = apr * TO_RAY - baseRate;
  if (above <= 0n) return 0n;
  if (above <= slope1) return (above * kink) / slope1 / TO_RAY;
  if (above >= slope1 + slope2) return WAD;
  return (kink + ((above - slope1) * (RAY - kink)) / slope2) / TO_RAY;
}
