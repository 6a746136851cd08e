// Repayment of a variable-rate loan.
// Ports BorrowLogic.executeRepay of Aave v3.6 (@aave-dao/aave-v3-origin 3.6.0), paid in the reserve's token.

import type { Seconds } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import type { ReserveAccount } from "../reserve.ts";
import { accrue } from "./accrue.ts";
import { INVALID_AMOUNT, INVALID_BURN_AMOUNT, NO_DEBT_OF_SELECTED_TYPE } from "./errors.ts";
import { normalizedDebt, type Reserve } from "./reserve.ts";
import { debtBurned, debtWorth } from "./scaled.ts";
import { updateRates } from "./update-rates.ts";

/**
 * Repays `amount` at `now`, at most the whole debt; returns what was taken from the payer.
 * Quirk: a repayment that is worth less than one unit of scaled debt is refused.
 */
export const repay = (reserve: Reserve, account: ReserveAccount, amount: bigint, now: Seconds): bigint => {
  if (amount === 0n) throw new ProtocolRevert(INVALID_AMOUNT);
  if (account.scaledDebt === 0n) throw new ProtocolRevert(NO_DEBT_OF_SELECTED_TYPE);
  const index = normalizedDebt(reserve, now);
  const debt = debtWorth(account.scaledDebt, index);
  const repaid = amount < debt ? amount : debt;
  const burned = debtBurned(repaid, index);
  if (burned === 0n) throw new ProtocolRevert(INVALID_BURN_AMOUNT);
  accrue(reserve, now);
  reserve.scaledDebt -= burned;
  account.scaledDebt -= burned;
  reserve.virtualUnderlyingBalance += repaid;
  updateRates(reserve);
  return repaid;
};
