// How safe an account is over all that it has supplied and borrowed, in the oracle's base currency; for one
// collateral and one debt account-data.ts says the same faster.
// Ports GenericLogic.calculateUserAccountData and calculateAvailableBorrows of Aave v3.0 (@aave/core-v3 1.19.3).
// Quirk: the average threshold is cut to whole basis points before the health factor is made of it.

import { percentMul } from "../../math/percent.ts";
import { MAX_UINT256 } from "../../math/units.ts";
import { wadDiv } from "../../math/wad.ts";
import type { Collateral, Holding } from "../holding.ts";
import type { AccountData } from "./account-data.ts";

/** Value of a balance in base units, rounded down. */
export const holdingValue = ({ balance, price, unit }: Holding): bigint => (balance * price) / unit;

/**
 * Account data from everything the account uses as collateral and everything it owes, and whether some
 * collateral has an LTV of zero.
 */
export const portfolioData = (
  collaterals: readonly Collateral[],
  debts: readonly Holding[],
): AccountData & { readonly hasZeroLtvCollateral: boolean } => {
  let totalCollateralBase = 0n;
  let weightedLtv = 0n;
  let weightedThreshold = 0n;
  for (const collateral of collaterals) {
    const value = holdingValue(collateral);
    totalCollateralBase += value;
    weightedLtv += value * collateral.ltv;
    weightedThreshold += value * collateral.liquidationThreshold;
  }
  const totalDebtBase = debts.reduce((sum, debt) => sum + holdingValue(debt), 0n);
  const average = (weighted: bigint) => (totalCollateralBase === 0n ? 0n : weighted / totalCollateralBase);
  const ltv = average(weightedLtv);
  const currentLiquidationThreshold = average(weightedThreshold);
  const borrowingPower = percentMul(totalCollateralBase, ltv);
  return {
    totalCollateralBase,
    totalDebtBase,
    availableBorrowsBase: borrowingPower > totalDebtBase ? borrowingPower - totalDebtBase : 0n,
    currentLiquidationThreshold,
    ltv,
    healthFactor:
      totalDebtBase === 0n
        ? MAX_UINT256
        : wadDiv(percentMul(totalCollateralBase, currentLiquidationThreshold), totalDebtBase),
    hasZeroLtvCollateral: collaterals.some(({ ltv }) => ltv === 0n),
  };
};
