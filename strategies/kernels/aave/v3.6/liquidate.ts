// A liquidation: somebody repays an unsafe account's debt and takes its collateral at a discount.
// Ports LiquidationLogic.executeLiquidationCall of Aave v3.6 (@aave-dao/aave-v3-origin 3.6.0).
// Quirk: where debt and collateral are of one reserve, its treasury's part of the interest is set aside twice,
// since the pool updates two copies of the reserve that it read before either update.

import { least } from "../../math/extremes.ts";
import { type Seconds, WAD } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import type { LiquidatedCollateral, LiquidatedDebt, LiquidationAmounts } from "../liquidation.ts";
import { normalizedIncome } from "../reserve.ts";
import type { AccountData } from "./account-data.ts";
import { accrue } from "./accrue.ts";
import {
  COLLATERAL_CANNOT_BE_LIQUIDATED,
  HEALTH_FACTOR_NOT_BELOW_THRESHOLD,
  INVALID_BURN_AMOUNT,
  SPECIFIED_CURRENCY_NOT_BORROWED_BY_USER,
} from "./errors.ts";
import { liquidationAmounts } from "./liquidation-amounts.ts";
import { debtBalance, normalizedDebt, type Reserve, supplyBalance } from "./reserve.ts";
import { debtBurned, supplyBurned } from "./scaled.ts";
import { updateRates } from "./update-rates.ts";

/**
 * Liquidates up to `debtToCover` of a borrower that stands at `standing`. Where `badDebt` comes back true its
 * last collateral is gone and the rest of this debt is in the reserve's deficit; the pool then writes off its
 * other debts too, see deficit.ts.
 */
export const liquidate = (
  debt: LiquidatedDebt<Reserve>,
  collateral: LiquidatedCollateral<Reserve>,
  standing: AccountData,
  debtToCover: bigint,
  now: Seconds,
): LiquidationAmounts & { readonly badDebt: boolean } => {
  if (standing.healthFactor >= WAD) throw new ProtocolRevert(HEALTH_FACTOR_NOT_BELOW_THRESHOLD);
  if (!collateral.usedAsCollateral) throw new ProtocolRevert(COLLATERAL_CANNOT_BE_LIQUIDATED);
  if (debt.borrower.scaledDebt === 0n) throw new ProtocolRevert(SPECIFIED_CURRENCY_NOT_BORROWED_BY_USER);

  const owed = debtBalance(debt.reserve, debt.borrower, now);
  const held = supplyBalance(collateral.reserve, collateral.borrower, now);
  const amounts = liquidationAmounts(
    { ...debt, balance: owed },
    { ...collateral, balance: held },
    collateral,
    standing,
    debtToCover,
  );
  const { debtRepaid, collateralTaken, protocolFee } = amounts;
  const badDebt = amounts.collateralBase === standing.totalCollateralBase;

  const income = normalizedIncome(collateral.reserve, now);
  const debtGone = debtBurned(badDebt ? owed : debtRepaid, normalizedDebt(debt.reserve, now));
  const supplyGone = supplyBurned(collateralTaken, income);
  const inKind = collateral.liquidator === undefined;
  const isOneReserve = debt.reserve === collateral.reserve;
  const liquidity = collateral.reserve.virtualUnderlyingBalance + (isOneReserve ? debtRepaid : 0n);
  if (debtGone === 0n || (inKind && supplyGone === 0n)) throw new ProtocolRevert(INVALID_BURN_AMOUNT);
  if (inKind && collateralTaken > liquidity) throw new ProtocolRevert("not enough liquidity in the reserve");

  const accruedBefore = debt.reserve.accruedToTreasury;
  accrue(debt.reserve, now);
  if (isOneReserve) debt.reserve.accruedToTreasury += debt.reserve.accruedToTreasury - accruedBefore;
  else accrue(collateral.reserve, now);

  debt.reserve.scaledDebt -= debtGone;
  debt.borrower.scaledDebt -= debtGone;
  if (badDebt) debt.reserve.deficit += owed - debtRepaid;
  debt.reserve.virtualUnderlyingBalance += debtRepaid;
  updateRates(debt.reserve);

  collateral.borrower.scaledSupply -= supplyGone;
  if (collateral.liquidator === undefined) {
    collateral.reserve.virtualUnderlyingBalance -= collateralTaken;
    updateRates(collateral.reserve);
    collateral.reserve.scaledSupply -= supplyGone;
  } else collateral.liquidator.scaledSupply += supplyGone;

  const feeMoved = least(supplyBurned(protocolFee, income), collateral.borrower.scaledSupply);
  collateral.borrower.scaledSupply -= feeMoved;
  collateral.treasury.scaledSupply += feeMoved;
  return { ...amounts, badDebt };
};
