// What every version of Aave's pool stores of a reserve, and of one account's part of it.
// Balances are stored divided by an index that grows with interest, so nobody's balance has to be touched when
// interest accrues.
// Ports DataTypes.ReserveData of Aave v3.0 (@aave/core-v3 1.19.3) and v3.6 (@aave-dao/aave-v3-origin 3.6.0), and
// ReserveLogic.getNormalizedIncome, which is the same in both and in v2.

import { rayMul } from "../math/ray.ts";
import type { Bps, Ray, Seconds } from "../math/units.ts";
import { linearInterest } from "./linear-interest.ts";
import type { RateCurve } from "./rate-curve.ts";

/** Amounts are in the reserve's token. Transitions change it in place. */
export type ReserveState = {
  liquidityIndex: Ray;
  variableBorrowIndex: Ray;
  /** Yearly, to suppliers. */
  liquidityRate: Ray;
  /** Yearly, from borrowers. */
  variableBorrowRate: Ray;
  lastUpdate: Seconds;
  /** All aTokens, divided by the liquidity index. */
  scaledSupply: bigint;
  /** All variable debt, divided by the borrow index. */
  scaledDebt: bigint;
  /** The protocol's part of the interest, not yet minted, divided by the liquidity index. */
  accruedToTreasury: bigint;
  readonly reserveFactor: Bps;
  readonly curve: RateCurve;
};

/** One account's scaled balances in one reserve. Transitions change it in place. */
export type ReserveAccount = {
  scaledSupply: bigint;
  scaledDebt: bigint;
};

/** The liquidity index as of `now`, not before the last update: `getReserveNormalizedIncome`. */
export const normalizedIncome = (
  reserve: Pick<ReserveState, "liquidityIndex" | "liquidityRate" | "lastUpdate">,
  now: Seconds,
): Ray =>
  now === reserve.lastUpdate
    ? reserve.liquidityIndex
    : rayMul(linearInterest(reserve.liquidityRate, now - reserve.lastUpdate), reserve.liquidityIndex);
