// A share of an amount in basis points, with the rounding in the name; half up where the name says nothing.
// Ports PercentageMath of Aave v3.0 (@aave/core-v3 1.19.3) and what v3.5 added to it (@aave-dao/aave-v3-origin
// 3.6.0); operands must stay below 2^128, see ray.ts.

import { mulDivCeil, mulDivFloor } from "./mul-div.ts";
import { type Bps, ONE_IN_BPS } from "./units.ts";

const HALF = ONE_IN_BPS / 2n;

/** value · percentage / 10,000, half up. */
export const percentMul = (value: bigint, percentage: Bps): bigint =>
  (value * percentage + HALF) / ONE_IN_BPS;

/** value · percentage / 10,000, rounded down. */
export const percentMulFloor = (value: bigint, percentage: Bps): bigint =>
  mulDivFloor(value, percentage, ONE_IN_BPS);

/** value · percentage / 10,000, rounded up. */
export const percentMulCeil = (value: bigint, percentage: Bps): bigint =>
  mulDivCeil(value, percentage, ONE_IN_BPS);

/**
 * value · 10,000 / percentage, half up. Throws RangeError where the percentage is zero, as the contract
 * reverts.
 */
export const percentDiv = (value: bigint, percentage: Bps): bigint =>
  (value * ONE_IN_BPS + percentage / 2n) / percentage;

/** value · 10,000 / percentage, rounded up. Throws RangeError where the percentage is zero. */
export const percentDivCeil = (value: bigint, percentage: Bps): bigint =>
  mulDivCeil(value, ONE_IN_BPS, percentage);
