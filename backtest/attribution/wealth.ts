/** What a vault and its position own and owe at one moment, at entry value: with stETH at what Lido owes for it. */
import { WAD, type Wad } from "../../strategies/kernels/math/units.ts";
import type { Source } from "./attribution.ts";

/** One thing that is owned or owed. */
export interface Claim {
  /** In units of its own; negative where it is owed. */
  readonly amount: bigint;
  /** ETH wei times a WAD, a unit of the amount. */
  readonly price: bigint;
  /** What a change of the amount comes from while nobody trades, and a change of the price. */
  readonly grows: Source;
  readonly reprices: Source;
}

/** All readings of a run have the same claims in the same order. */
export type Wealth = readonly Claim[];

/** Lido shares, idle, supplied or loose, at `rate` ETH each. */
export const unitsHeld = (amount: bigint, rate: Wad): Claim => ({
  amount,
  price: rate,
  grows: "supply",
  reprices: "staking",
});

/** ETH wei owed to a lender, less what lies loose or is on its way to repay it. */
export const etherOwed = (amount: bigint): Claim => ({
  amount: -amount,
  price: WAD,
  grows: "borrow",
  reprices: "borrow",
});

/** In ETH wei times a WAD, which nothing is lost to. */
export const worth = (wealth: Wealth): bigint =>
  wealth.reduce((sum, { amount, price }) => sum + amount * price, 0n);
