// Ray multiplication and division, rounded half up.
// Ports WadRayMath of Aave v3.0 (@aave/core-v3 1.19.3). The contract reverts when an intermediate product
// passes 2^256; these functions do not check that, so operands must stay below 2^128 (Aave keeps indices and
// rates in uint128).

import { RAY, type Ray } from "./units.ts";

const HALF_RAY = RAY / 2n;

/** a · b / 1e27, half up: an amount times an index, or a ray times a ray. */
export const rayMul = (a: bigint, b: Ray): bigint => (a * b + HALF_RAY) / RAY;

/** a · 1e27 / b, half up. Throws RangeError where b is zero, as the contract reverts. */
export const rayDiv = (a: bigint, b: bigint): bigint => (a * RAY + b / 2n) / b;
