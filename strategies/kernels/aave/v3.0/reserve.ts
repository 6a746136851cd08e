// One Aave reserve and one account's part of it, as the pool and its tokens store them.
// Ports DataTypes.ReserveData, AToken and VariableDebtToken of Aave v3.0 (@aave/core-v3 1.19.3): balances are
// stored divided by an index that grows with interest, so nobody's balance has to be touched when interest
// accrues. Stable debt, caps, e-mode and isolation are left out.

import { rayMul } from "../../math/ray.ts";
import type { Bps, Ray, Seconds } from "../../math/units.ts";
import { linearInterest } from "../linear-interest.ts";
import type { RateCurve } from "../rate-curve.ts";
import { compoundInterest } from "./compound-interest.ts";

/** Amounts are in the reserve's token. Transitions change it in place. */
export type Reserve = {
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
  /** The token's balance of the aToken contract: a plain transfer to it counts as liquidity. */
  availableLiquidity: bigint;
  readonly reserveFactor: Bps;
  readonly curve: RateCurve;
};

/** One account's scaled balances in one reserve. Transitions change it in place. */
export type ReserveAccount = {
  scaledSupply: bigint;
  scaledDebt: bigint;
};

/** The liquidity index as of `now`, not before the last update: `getReserveNormalizedIncome`. */
export const normalizedIncome = (reserve: Reserve, now: Seconds): Ray =>
  now === reserve.lastUpdate
    ? reserve.liquidityIndex
    : rayMul(linearInterest(reserve.liquidityRate, now - reserve.lastUpdate), reserve.liquidityIndex);

/** The borrow index as of `now`, not before the last update: `getReserveNormalizedVariableDebt`. */
export const normalizedDebt = (reserve: Reserve, now: Seconds): Ray =>
  now === reserve.lastUpdate
    ? reserve.variableBorrowIndex
    : rayMul(
        compoundInterest(reserve.variableBorrowRate, now - reserve.lastUpdate),
        reserve.variableBorrowIndex,
      );

/** An account's aToken balance at `now`, half up. */
export const supplyBalance = (reserve: Reserve, account: ReserveAccount, now: Seconds): bigint =>
  rayMul(account.scaledSupply, normalizedIncome(reserve, now));

/** An account's variable debt at `now`, half up. */
export const debtBalance = (reserve: Reserve, account: ReserveAccount, now: Seconds): bigint =>
  rayMul(account.scaledDebt, normalizedDebt(reserve, now));
