/** Lido's share rate, told from what staking earns: simple interest from row to row. */
import { SECONDS_PER_YEAR, type Seconds, WAD, type Wad } from "../../strategies/kernels/math/units.ts";

/** Where a tape does not say how much ether a share is worth, one: what matters is by how much it grows. */
export const FIRST_SHARE_RATE: Wad = WAD;

/** The rate `elapsed` seconds after it was `rate`, at `apr` a year net of Lido's fee (WAD); floored. */
export const grownShareRate = (rate: Wad, apr: Wad, elapsed: Seconds): Wad =>
  rate + (rate * apr * BigInt(elapsed)) / (WAD * SECONDS_PER_YEAR);
