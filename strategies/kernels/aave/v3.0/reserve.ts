// A reserve of Aave v3.0 and what an account has in it.
// Ports DataTypes.ReserveData, AToken and VariableDebtToken of Aave v3.0 (@aave/core-v3 1.19.3). Stable debt and
// isolation are left out.

import { rayMul } from "../../math/ray.ts";
import type { Ray, Seconds } from "../../math/units.ts";
import { normalizedIncome, type ReserveAccount, type ReserveState } from "../reserve.ts";
import { compoundInterest } from "./compound-interest.ts";

export type Reserve = ReserveState & {
  /** The token's balance of the aToken contract: a plain transfer to it counts as liquidity. */
  availableLiquidity: bigint;
};

/** The borrow index as of `now`, not before the last update: `getReserveNormalizedVariableDebt`. */
export const normalizedDebt = (
  reserve: Pick<ReserveState, "variableBorrowIndex" | "variableBorrowRate" | "lastUpdate">,
  now: Seconds,
): Ray =>
  now === reserve.lastUpdate
    ? reserve.variableBorrowIndex
    : rayMul(
        compoundInterest(reserve.variableBorrowRate, now - reserve.lastUpdate),
        reserve.variableBorrowIndex,
      );

/** An account's aToken balance at `now`, half up. */
export const supplyBalance = (reserve: ReserveState, account: ReserveAccount, now: Seconds): bigint =>
  rayMul(account.scaledSupply, normalizedIncome(reserve, now));

/** An account's variable debt at `now`, half up. */
export const debtBalance = (reserve: ReserveState, account: ReserveAccount, now: Seconds): bigint =>
  rayMul(account.scaledDebt, normalizedDebt(reserve, now));
