// What the lender asks of an account before it lends more, and after it has let collateral go.
// Ports ValidationLogic.validateBorrow and validateHealthFactor of Aave v3.0 (@aave/core-v3 1.19.3), for one
// collateral. They return the contract's error code, or undefined where it lets the action pass.

import { percentDiv } from "../../math/percent.ts";
import { WAD } from "../../math/units.ts";
import type { AccountData } from "./account-data.ts";
import {
  COLLATERAL_BALANCE_IS_ZERO,
  COLLATERAL_CANNOT_COVER_NEW_BORROW,
  HEALTH_FACTOR_LOWER_THAN_LIQUIDATION_THRESHOLD,
  LTV_VALIDATION_FAILED,
} from "./errors.ts";

/**
 * Whether `amountBase` more may be borrowed by an account that stands at `data` before the loan.
 * The collateral that the new debt needs is rounded half up.
 */
export const borrowRefusal = (data: AccountData, amountBase: bigint): string | undefined => {
  if (data.totalCollateralBase === 0n) return COLLATERAL_BALANCE_IS_ZERO;
  if (data.ltv === 0n) return LTV_VALIDATION_FAILED;
  if (data.healthFactor <= WAD) return HEALTH_FACTOR_LOWER_THAN_LIQUIDATION_THRESHOLD;
  const needed = percentDiv(data.totalDebtBase + amountBase, data.ltv);
  return needed > data.totalCollateralBase ? COLLATERAL_CANNOT_COVER_NEW_BORROW : undefined;
};

/** Whether an account may stand at `data` after a withdrawal. */
export const withdrawRefusal = (data: AccountData): string | undefined =>
  data.healthFactor < WAD ? HEALTH_FACTOR_LOWER_THAN_LIQUIDATION_THRESHOLD : undefined;
