// Repayment of a variable-rate loan.
// Ports BorrowLogic.executeRepay of Aave v3.0 (@aave/core-v3 1.19.3), paid in the reserve's token.

import { rayMul } from "../../math/ray.ts";
import type { Seconds } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import type { ReserveAccount } from "../reserve.ts";
import { accrue } from "./accrue.ts";
import { INVALID_AMOUNT, NO_DEBT_OF_SELECTED_TYPE } from "./errors.ts";
import { normalizedDebt, type Reserve } from "./reserve.ts";
import { scaledBurn } from "./scaled.ts";
import { updateRates } from "./update-rates.ts";

/** Repays `amount` at `now`, at most the whole debt; returns what was taken from the payer. */
export const repay = (reserve: Reserve, account: ReserveAccount, amount: bigint, now: Seconds): bigint => {
  if (amount === 0n) throw new ProtocolRevert(INVALID_AMOUNT);
  const index = normalizedDebt(reserve, now);
  const debt = rayMul(account.scaledDebt, index);
  if (debt === 0n) throw new ProtocolRevert(NO_DEBT_OF_SELECTED_TYPE);
  const repaid = amount < debt ? amount : debt;
  const burned = scaledBurn(repaid, index, account.scaledDebt);
  accrue(reserve, now);
  reserve.scaledDebt -= burned;
  account.scaledDebt -= burned;
  reserve.availableLiquidity += repaid;
  updateRates(reserve);
  return repaid;
};
