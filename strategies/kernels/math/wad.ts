// Wad multiplication and division, rounded half up, and the change of scale between wad and ray.
// Ports WadRayMath of Aave v3.0 (@aave/core-v3 1.19.3); operands must stay below 2^128, see ray.ts.

import { type Ray, WAD, type Wad } from "./units.ts";

const HALF_WAD = WAD / 2n;
const WAD_RAY_RATIO = 1_000_000_000n;
const HALF_WAD_RAY_RATIO = WAD_RAY_RATIO / 2n;

/** a · b / 1e18, half up. */
export const wadMul = (a: bigint, b: Wad): bigint => (a * b + HALF_WAD) / WAD;

/** a · 1e18 / b, half up. Throws RangeError where b is zero, as the contract reverts. */
export const wadDiv = (a: bigint, b: bigint): bigint => (a * WAD + b / 2n) / b;

/** From 18 to 27 decimals, exactly. */
export const wadToRay = (a: Wad): Ray => a * WAD_RAY_RATIO;

/** From 27 to 18 decimals, half up. */
export const rayToWad = (a: Ray): Wad => (a + HALF_WAD_RAY_RATIO) / WAD_RAY_RATIO;
