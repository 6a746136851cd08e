// Ray multiplication and division, with the rounding in the name; half up where the name says nothing.
// Ports WadRayMath of Aave v3.0 (@aave/core-v3 1.19.3) and what v3.5 added to it (@aave-dao/aave-v3-origin
// 3.6.0). The contract reverts when an intermediate product passes 2^256; these functions do not check that, so
// operands must stay below 2^128 (Aave keeps indices and rates in uint128).

import { mulDivCeil, mulDivFloor } from "./mul-div.ts";
import { RAY, type Ray } from "./units.ts";

const HALF_RAY = RAY / 2n;
const FIVE_TO_27 = 5n ** 27n;

/** product / 1e27, rounded down: 1e27 is 2^27 · 5^27, and a shift with a one-word division costs less. */
const perRay = (product: bigint): bigint => (product >> 27n) / FIVE_TO_27;

/** a · b / 1e27, half up: an amount times an index, or a ray times a ray. */
export const rayMul = (a: bigint, b: Ray): bigint => perRay(a * b + HALF_RAY);

/** a · b / 1e27, rounded down. */
export const rayMulFloor = (a: bigint, b: Ray): bigint => perRay(a * b);

/** a · b / 1e27, rounded up. */
export const rayMulCeil = (a: bigint, b: Ray): bigint => perRay(a * b + RAY - 1n);

/** a · 1e27 / b, half up. Throws RangeError where b is zero, as the contract reverts. */
export const rayDiv = (a: bigint, b: bigint): bigint => (a * RAY + (b >> 1n)) / b;

/** a · 1e27 / b, rounded down. Throws RangeError where b is zero, as the contract reverts. */
export const rayDivFloor = (a: bigint, b: bigint): bigint => mulDivFloor(a, RAY, b);

/** a · 1e27 / b, rounded up. Throws RangeError where b is zero, as the contract reverts. */
export const rayDivCeil = (a: bigint, b: bigint): bigint => mulDivCeil(a, RAY, b);
