// A liquidation: somebody repays an unsafe account's debt and takes its collateral at a discount.
// Ports LiquidationLogic.executeLiquidationCall of Aave v3.0 (@aave/core-v3 1.19.3).
// Quirk: where debt and collateral are of one reserve and the liquidator takes its token, the rates are set
// before the repayment has arrived. A debt that no collateral is left for stays with the borrower.

import { rayDiv, rayMul } from "../../math/ray.ts";
import { type Seconds, WAD, type Wad } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import type { LiquidatedCollateral, LiquidatedDebt, LiquidationAmounts } from "../liquidation.ts";
import { normalizedIncome } from "../reserve.ts";
import { accrue } from "./accrue.ts";
import {
  COLLATERAL_CANNOT_BE_LIQUIDATED,
  HEALTH_FACTOR_NOT_BELOW_THRESHOLD,
  SPECIFIED_CURRENCY_NOT_BORROWED_BY_USER,
} from "./errors.ts";
import { liquidationAmounts } from "./liquidation-amounts.ts";
import { debtBalance, normalizedDebt, type Reserve, supplyBalance } from "./reserve.ts";
import { scaledBurn } from "./scaled.ts";
import { updateRates } from "./update-rates.ts";

/** Liquidates up to `debtToCover` of a borrower with that health factor. */
export const liquidate = (
  debt: LiquidatedDebt<Reserve>,
  collateral: LiquidatedCollateral<Reserve>,
  healthFactor: Wad,
  debtToCover: bigint,
  now: Seconds,
): LiquidationAmounts => {
  if (healthFactor >= WAD) throw new ProtocolRevert(HEALTH_FACTOR_NOT_BELOW_THRESHOLD);
  if (!collateral.usedAsCollateral) throw new ProtocolRevert(COLLATERAL_CANNOT_BE_LIQUIDATED);
  const owed = debtBalance(debt.reserve, debt.borrower, now);
  if (owed === 0n) throw new ProtocolRevert(SPECIFIED_CURRENCY_NOT_BORROWED_BY_USER);

  const held = supplyBalance(collateral.reserve, collateral.borrower, now);
  const amounts = liquidationAmounts(
    { ...debt, balance: owed },
    { ...collateral, balance: held },
    collateral,
    healthFactor,
    debtToCover,
  );
  const { debtRepaid, collateralTaken, protocolFee } = amounts;
  const income = normalizedIncome(collateral.reserve, now);
  const debtGone = scaledBurn(debtRepaid, normalizedDebt(debt.reserve, now), debt.borrower.scaledDebt);
  const inKind = collateral.liquidator === undefined;
  const supplyGone = inKind
    ? scaledBurn(collateralTaken, income, collateral.borrower.scaledSupply)
    : rayDiv(collateralTaken, income);
  if (inKind && collateralTaken > collateral.reserve.availableLiquidity)
    throw new ProtocolRevert("not enough liquidity in the reserve");

  accrue(debt.reserve, now);
  debt.reserve.scaledDebt -= debtGone;
  debt.borrower.scaledDebt -= debtGone;
  debt.reserve.availableLiquidity += debtRepaid;
  updateRates(debt.reserve);

  collateral.borrower.scaledSupply -= supplyGone;
  if (collateral.liquidator === undefined) {
    accrue(collateral.reserve, now);
    const isOneReserve = collateral.reserve === debt.reserve;
    collateral.reserve.availableLiquidity -= collateralTaken + (isOneReserve ? debtRepaid : 0n);
    updateRates(collateral.reserve);
    if (isOneReserve) collateral.reserve.availableLiquidity += debtRepaid;
    collateral.reserve.scaledSupply -= supplyGone;
  } else collateral.liquidator.scaledSupply += supplyGone;

  // The fee is cut to what is left, converted to tokens and back.
  const left = collateral.borrower.scaledSupply;
  const wanted = rayDiv(protocolFee, income);
  const feeMoved = wanted > left ? rayDiv(rayMul(left, income), income) : wanted;
  collateral.borrower.scaledSupply -= feeMoved;
  collateral.treasury.scaledSupply += feeMoved;
  return amounts;
};
