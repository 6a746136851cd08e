// Bad debt: how the pool writes it off, and how it is covered later.
// Ports LiquidationLogic._burnBadDebt and executeEliminateDeficit of Aave v3.6 (@aave-dao/aave-v3-origin 3.6.0).

import { least } from "../../math/extremes.ts";
import type { Seconds } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import { normalizedIncome, type ReserveAccount } from "../reserve.ts";
import { accrue } from "./accrue.ts";
import { INVALID_AMOUNT, NOT_ENOUGH_AVAILABLE_USER_BALANCE, RESERVE_NOT_IN_DEFICIT } from "./errors.ts";
import { debtBalance, type Reserve } from "./reserve.ts";
import { supplyBurned } from "./scaled.ts";
import { updateRates } from "./update-rates.ts";

/**
 * Writes off all that `account` owes the reserve at `now`, as the pool does with each other debt of an account
 * whose last collateral was liquidated; returns what the deficit grew by.
 */
export const writeOffDebt = (reserve: Reserve, account: ReserveAccount, now: Seconds): bigint => {
  accrue(reserve, now);
  const lost = debtBalance(reserve, account, now);
  reserve.scaledDebt -= account.scaledDebt;
  account.scaledDebt = 0n;
  reserve.deficit += lost;
  updateRates(reserve);
  return lost;
};

/**
 * Covers up to `amount` of the deficit at `now` with the aTokens of `account`, which only Aave's safety module
 * may do; returns what was covered.
 */
export const coverDeficit = (
  reserve: Reserve,
  account: ReserveAccount,
  amount: bigint,
  now: Seconds,
): bigint => {
  if (amount === 0n) throw new ProtocolRevert(INVALID_AMOUNT);
  if (reserve.deficit === 0n) throw new ProtocolRevert(RESERVE_NOT_IN_DEFICIT);
  const covered = least(amount, reserve.deficit);
  const burned = supplyBurned(covered, normalizedIncome(reserve, now));
  if (burned > account.scaledSupply) throw new ProtocolRevert(NOT_ENOUGH_AVAILABLE_USER_BALANCE);
  accrue(reserve, now);
  reserve.scaledSupply -= burned;
  account.scaledSupply -= burned;
  reserve.deficit -= covered;
  updateRates(reserve);
  return covered;
};
