// What the lender asks of an account after it has borrowed, and after it has let collateral go.
// Ports ValidationLogic.validateHFAndLtv and validateHFAndLtvzero of Aave v3.6 (@aave-dao/aave-v3-origin 3.6.0).
// They return the contract's error, or undefined where it lets the action pass.
// Quirk: a loan is judged by how the account stands after it, where v3.0 looks at how it stood before.

import { percentDivCeil } from "../../math/percent.ts";
import { type Bps, WAD } from "../../math/units.ts";
import type { AccountData } from "./account-data.ts";
import {
  COLLATERAL_CANNOT_COVER_NEW_BORROW,
  HEALTH_FACTOR_LOWER_THAN_LIQUIDATION_THRESHOLD,
  LTV_VALIDATION_FAILED,
} from "./errors.ts";

/** Whether an account may stand at `after` with a new loan. The collateral that debt needs is rounded up. */
export const borrowRefusal = (after: AccountData): string | undefined => {
  if (after.ltv === 0n) return LTV_VALIDATION_FAILED;
  if (after.healthFactor < WAD) return HEALTH_FACTOR_LOWER_THAN_LIQUIDATION_THRESHOLD;
  return after.totalCollateralBase < percentDivCeil(after.totalDebtBase, after.ltv)
    ? COLLATERAL_CANNOT_COVER_NEW_BORROW
    : undefined;
};

/**
 * Whether an account in debt may stand at `after` once collateral has left it.
 *
 * @param ltv that of what left: collateral with an LTV of zero must go first
 */
export const withdrawRefusal = (after: AccountData, ltv: Bps): string | undefined => {
  if (after.healthFactor < WAD) return HEALTH_FACTOR_LOWER_THAN_LIQUIDATION_THRESHOLD;
  return after.hasZeroLtvCollateral && ltv !== 0n ? LTV_VALIDATION_FAILED : undefined;
};
