// A loan that is paid back with its premium in the same transaction.
// Ports FlashLoanLogic.executeFlashLoanSimple of Aave v3.6 (@aave-dao/aave-v3-origin 3.6.0).
// Quirk: since v3.4 the whole premium goes to the treasury; suppliers get nothing of it.

import { percentMulCeil } from "../../math/percent.ts";
import type { Bps, Seconds } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import { normalizedIncome } from "../reserve.ts";
import { accrue } from "./accrue.ts";
import { INVALID_AMOUNT } from "./errors.ts";
import type { Reserve } from "./reserve.ts";
import { supplyMinted, supplyWorth } from "./scaled.ts";
import { updateRates } from "./update-rates.ts";

/** What a flash loan of `amount` costs, in the reserve's token, rounded up. */
export const flashLoanPremium = (amount: bigint, premium: Bps): bigint => percentMulCeil(amount, premium);

/** Lends `amount` for one transaction at `now` and takes it back; returns the premium that was paid. */
export const flashLoan = (reserve: Reserve, amount: bigint, premium: Bps, now: Seconds): bigint => {
  const totalSupply = supplyWorth(reserve.scaledSupply, normalizedIncome(reserve, now));
  if (amount > totalSupply) throw new ProtocolRevert(INVALID_AMOUNT);
  if (amount > reserve.virtualUnderlyingBalance)
    throw new ProtocolRevert("not enough liquidity in the reserve");
  const paid = flashLoanPremium(amount, premium);
  accrue(reserve, now);
  reserve.accruedToTreasury += supplyMinted(paid, reserve.liquidityIndex);
  reserve.virtualUnderlyingBalance += paid;
  updateRates(reserve);
  return paid;
};
