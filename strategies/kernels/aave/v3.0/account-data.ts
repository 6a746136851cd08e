// How safe an account with one collateral and one debt is, in the oracle's base currency.
// Ports GenericLogic.calculateUserAccountData and calculateAvailableBorrows of Aave v3.0 (@aave/core-v3
// 1.19.3), for tokens of 18 decimals, outside e-mode.

import { percentMul } from "../../math/percent.ts";
import { type Bps, MAX_UINT256, WAD, type Wad } from "../../math/units.ts";
import { wadDiv } from "../../math/wad.ts";

/** What the lender's configuration says of a collateral. */
export type CollateralConfig = {
  /** Most that may be borrowed against it. */
  readonly ltv: Bps;
  /** Debt against it above which it may be liquidated. */
  readonly liquidationThreshold: Bps;
};

/** What `getUserAccountData` answers. */
export type AccountData = {
  totalCollateralBase: bigint;
  totalDebtBase: bigint;
  availableBorrowsBase: bigint;
  currentLiquidationThreshold: Bps;
  ltv: Bps;
  /** Below WAD the account can be liquidated; MAX_UINT256 without debt. */
  healthFactor: Wad;
};

/** Value of `amount` wei at `price` base units a whole token, floored. */
export const baseValue = (amount: bigint, price: bigint): bigint => (amount * price) / WAD;

/**
 * Account data from the balances (`supplyBalance`, `debtBalance`) and the oracle's prices, in base units a
 * whole token.
 */
export const accountData = (
  config: CollateralConfig,
  collateral: bigint,
  collateralPrice: bigint,
  debt: bigint,
  debtPrice: bigint,
): AccountData => {
  const totalCollateralBase = baseValue(collateral, collateralPrice);
  const totalDebtBase = baseValue(debt, debtPrice);
  const ltv = totalCollateralBase === 0n ? 0n : config.ltv;
  const currentLiquidationThreshold = totalCollateralBase === 0n ? 0n : config.liquidationThreshold;
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
  };
};
