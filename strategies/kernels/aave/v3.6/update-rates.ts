// Sets a reserve's rates from its debt and liquidity; the last thing every interaction does.
// Ports ReserveLogic.updateInterestRatesAndVirtualBalance of Aave v3.6 (@aave-dao/aave-v3-origin 3.6.0).

import { borrowUsageRatio, variableBorrowRate } from "../rate-curve.ts";
import { liquidityRate, supplyUsageRatio } from "./liquidity-rate.ts";
import type { Reserve } from "./reserve.ts";
import { debtWorth } from "./scaled.ts";

/**
 * Recomputes both rates from the reserve's present amounts, which must already include the interaction's own.
 */
export const updateRates = (reserve: Reserve): void => {
  const debt = debtWorth(reserve.scaledDebt, reserve.variableBorrowIndex);
  const liquidity = reserve.virtualUnderlyingBalance;
  const supplyUsage = supplyUsageRatio(liquidity, debt, reserve.deficit);
  reserve.variableBorrowRate = variableBorrowRate(reserve.curve, borrowUsageRatio(liquidity, debt));
  reserve.liquidityRate = liquidityRate(reserve.variableBorrowRate, supplyUsage, reserve.reserveFactor);
};
