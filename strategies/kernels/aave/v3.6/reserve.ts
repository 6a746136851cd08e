// A reserve of Aave v3.6 and what an account has in it.
// Ports DataTypes.ReserveData, AToken and VariableDebtToken of Aave v3.6 (@aave-dao/aave-v3-origin 3.6.0).
// Isolation is left out.

import { rayMul } from "../../math/ray.ts";
import type { Ray, Seconds } from "../../math/units.ts";
import { normalizedIncome, type ReserveAccount, type ReserveState } from "../reserve.ts";
import { compoundInterest } from "./compound-interest.ts";
import { debtWorth, supplyWorth } from "./scaled.ts";

export type Reserve = ReserveState & {
  /** Liquidity by the pool's own books: a plain transfer to the aToken contract does not count. */
  virtualUnderlyingBalance: bigint;
  /** Bad debt that was written off and that nobody has covered yet. */
  deficit: bigint;
};

/** The borrow index as of `now`, not before the last update: `getReserveNormalizedVariableDebt`. */
export const normalizedDebt = (reserve: ReserveState, now: Seconds): Ray =>
  now === reserve.lastUpdate
    ? reserve.variableBorrowIndex
    : rayMul(
        compoundInterest(reserve.variableBorrowRate, now - reserve.lastUpdate),
        reserve.variableBorrowIndex,
      );

/** An account's aToken balance at `now`, rounded down. */
export const supplyBalance = (reserve: ReserveState, account: ReserveAccount, now: Seconds): bigint =>
  supplyWorth(account.scaledSupply, normalizedIncome(reserve, now));

/** An account's variable debt at `now`, rounded up. */
export const debtBalance = (reserve: ReserveState, account: ReserveAccount, now: Seconds): bigint =>
  debtWorth(account.scaledDebt, normalizedDebt(reserve, now));
