// How safe an account is, over all that it has supplied and borrowed, in the oracle's base currency.
// Ports GenericLogic.calculateUserAccountData and calculateAvailableBorrows of Aave v3.6
// (@aave-dao/aave-v3-origin 3.6.0).
// Quirk: each debt is rounded up, and the health factor divides the weighted collateral by the debt before it
// divides by 10,000; v3.0 rounds the average threshold first.

import { mulDivCeil, mulDivFloor } from "../../math/mul-div.ts";
import { percentMulFloor } from "../../math/percent.ts";
import { type Bps, MAX_UINT256, ONE_IN_BPS, type Wad } from "../../math/units.ts";
import { wadDiv } from "../../math/wad.ts";
import type { Collateral, Holding } from "../holding.ts";

/** What `getUserAccountData` answers, and whether some collateral has an LTV of zero. */
export type AccountData = {
  totalCollateralBase: bigint;
  totalDebtBase: bigint;
  availableBorrowsBase: bigint;
  /** Averages over the collateral, rounded down to whole basis points. */
  currentLiquidationThreshold: Bps;
  ltv: Bps;
  /** Below WAD the account can be liquidated; MAX_UINT256 without debt. */
  healthFactor: Wad;
  hasZeroLtvCollateral: boolean;
};

/** Value of a supply in base units, rounded down. */
export const collateralValue = ({ balance, price, unit }: Holding): bigint =>
  mulDivFloor(balance, price, unit);

/** Value of a debt in base units, rounded up. */
export const debtValue = ({ balance, price, unit }: Holding): bigint => mulDivCeil(balance, price, unit);

/** Account data from everything the account uses as collateral and everything it owes. */
export const accountData = (collaterals: readonly Collateral[], debts: readonly Holding[]): AccountData => {
  let totalCollateralBase = 0n;
  let weightedLtv = 0n;
  let weightedThreshold = 0n;
  let hasZeroLtvCollateral = false;
  for (const collateral of collaterals) {
    const value = collateralValue(collateral);
    totalCollateralBase += value;
    weightedLtv += value * collateral.ltv;
    weightedThreshold += value * collateral.liquidationThreshold;
    if (collateral.ltv === 0n) hasZeroLtvCollateral = true;
  }
  const totalDebtBase = debts.reduce((sum, debt) => sum + debtValue(debt), 0n);
  const ltv = totalCollateralBase === 0n ? 0n : weightedLtv / totalCollateralBase;
  const borrowingPower = percentMulFloor(totalCollateralBase, ltv);
  return {
    totalCollateralBase,
    totalDebtBase,
    availableBorrowsBase: borrowingPower > totalDebtBase ? borrowingPower - totalDebtBase : 0n,
    currentLiquidationThreshold: totalCollateralBase === 0n ? 0n : weightedThreshold / totalCollateralBase,
    ltv,
    healthFactor: totalDebtBase === 0n ? MAX_UINT256 : wadDiv(weightedThreshold, totalDebtBase) / ONE_IN_BPS,
    hasZeroLtvCollateral,
  };
};
