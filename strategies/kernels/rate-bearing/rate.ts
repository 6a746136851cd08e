// Tokens that do not rebase and are worth more ether as rewards come in: units stay, their worth in assets grows.
// They differ in where the rate comes from, in rounding, and in what an empty pool answers; see the file of each.

import { WAD, type Wad } from "../math/units.ts";

/** A token's two conversions as its own contract makes them, as of one moment. */
export type RateBearing = {
  /** Wei that `units` are worth. */
  assetsOf(units: bigint): bigint;
  /** Units that `assets` wei are worth. */
  unitsOf(assets: bigint): bigint;
};

/**
 * Ether a unit, 18 decimals, floored: what a price feed or a Curve pool reads. Amounts are never converted with it: it
 * has lost up to a wei in 1e18.
 */
export const redemptionRate = (token: RateBearing): Wad => token.assetsOf(WAD);
