// How much of a debt a liquidator may repay, and what it takes for it.
// Ports LiquidationLogic._calculateDebt and _calculateAvailableCollateralToLiquidate of Aave v3.0
// (@aave/core-v3 1.19.3).
// Quirk: half of the debt in one reserve while the health factor is above 0.95, all of it from there on down;
// there is no rule against leaving dust.

import { percentDiv, percentMul } from "../../math/percent.ts";
import { type Bps, ONE_IN_BPS, type Wad } from "../../math/units.ts";
import type { Holding } from "../holding.ts";
import type { LiquidationAmounts, LiquidationTerms } from "../liquidation.ts";

const CLOSE_FACTOR: Bps = 5_000n;
const CLOSE_FACTOR_HEALTH_FACTOR: Wad = 950_000_000_000_000_000n;

/** What a liquidation that offers `debtToCover` comes to, for an account with that health factor. */
export const liquidationAmounts = (
  debt: Holding,
  collateral: Holding,
  { liquidationBonus, liquidationProtocolFee }: LiquidationTerms,
  healthFactor: Wad,
  debtToCover: bigint,
): LiquidationAmounts => {
  const closeFactor = healthFactor > CLOSE_FACTOR_HEALTH_FACTOR ? CLOSE_FACTOR : ONE_IN_BPS;
  const most = percentMul(debt.balance, closeFactor);
  const offered = debtToCover > most ? most : debtToCover;
  const worth = (debt.price * offered * collateral.unit) / (collateral.price * debt.unit);
  const wanted = percentMul(worth, liquidationBonus);
  const scarce = wanted > collateral.balance;
  const seized = scarce ? collateral.balance : wanted;
  const debtRepaid = scarce
    ? percentDiv((collateral.price * seized * debt.unit) / (debt.price * collateral.unit), liquidationBonus)
    : offered;
  const bonus = liquidationProtocolFee === 0n ? 0n : seized - percentDiv(seized, liquidationBonus);
  const protocolFee = percentMul(bonus, liquidationProtocolFee);
  return { debtRepaid, collateralTaken: seized - protocolFee, protocolFee };
};
