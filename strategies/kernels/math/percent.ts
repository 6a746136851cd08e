// A share of an amount in basis points, rounded half up.
// Ports PercentageMath of Aave v3.0 (@aave/core-v3 1.19.3); operands must stay below 2^128, see ray.ts.

import { type Bps, ONE_IN_BPS } from "./units.ts";

const HALF = ONE_IN_BPS / 2n;

/** value · percentage / 10,000, half up. */
export const percentMul = (value: bigint, percentage: Bps): bigint =>
  (value * percentage + HALF) / ONE_IN_BPS;

/**
 * value · 10,000 / percentage, half up. Throws RangeError where the percentage is zero, as the contract
 * reverts.
 */
export const percentDiv = (value: bigint, percentage: Bps): bigint =>
  (value * ONE_IN_BPS + percentage / 2n) / percentage;
