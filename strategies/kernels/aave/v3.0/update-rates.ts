// Sets a reserve's rates from its debt and liquidity; the last thing every interaction does.
// Ports ReserveLogic.updateInterestRates of Aave v3.0 (@aave/core-v3 1.19.3).

import { rayMul } from "../../math/ray.ts";
import { borrowUsageRatio, variableBorrowRate } from "../rate-curve.ts";
import { liquidityRate } from "./liquidity-rate.ts";
import type { Reserve } from "./reserve.ts";

/**
 * Recomputes both rates from the reserve's present amounts, which must already include the interaction's own.
 */
export const updateRates = (reserve: Reserve): void => {
  const debt = rayMul(reserve.scaledDebt, reserve.variableBorrowIndex);
  const usage = borrowUsageRatio(reserve.availableLiquidity, debt);
  reserve.variableBorrowRate = variableBorrowRate(reserve.curve, usage);
  reserve.liquidityRate = liquidityRate(reserve.variableBorrowRate, usage, debt, reserve.reserveFactor);
};
