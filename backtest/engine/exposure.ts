/** How near to liquidation an account at the lender is. */
import type { AccountData } from "../../strategies/kernels/aave/v3.0/account-data.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { ratio } from "../../strategies/leveraged-loop/risk.ts";
import { type Exposure, NOTHING_OWED } from "./played.ts";

export function exposureOf({ totalCollateralBase, totalDebtBase, healthFactor }: AccountData): Exposure {
  // Debt that liquidators left without collateral is the lender's loss, no longer the position's.
  if (totalCollateralBase === 0n) return NOTHING_OWED;
  return {
    ltv: ratio(totalDebtBase, totalCollateralBase),
    healthFactor: ratio(healthFactor, WAD),
    liquidatable: healthFactor < WAD,
  };
}
