/** How prices are observed, as people write it, with defaults that suit stETH in Curve's classic pool. */
import * as z from "zod";
import { duration, scaled } from "../quantity.ts";

export const pricesSetting = z.strictObject({
  /** Over which the market price goes the whole way; at least 30 minutes. */
  window: duration.pipe(z.number().min(1_800)).prefault("30m"),
  /** Largest move of the market price in one observation. */
  maxStep: scaled(18).prefault("5%"),
  /** Largest gap between feed and pool before the market price is flagged. */
  maxGap: scaled(18).prefault("3%"),
  /** Largest growth of redemptionRate between two observations before it is flagged. */
  maxGrowth: scaled(18).prefault("1%"),
  /** The sale whose price is observed, stETH. */
  chunk: scaled(18, 1n).prefault(100),
  /** The staking rate until three days of it are measured: an assumption. */
  assumedStakingApr: scaled(18).prefault("3.9%"),
});

export type PricesSetting = z.input<typeof pricesSetting>;
