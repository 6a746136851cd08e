// How much of a debt a liquidator may repay, and what it takes for it.
// Ports the amounts of LiquidationLogic.executeLiquidationCall and _calculateAvailableCollateralToLiquidate of
// Aave v3.6 (@aave-dao/aave-v3-origin 3.6.0).
// Quirk: since v3.3 half of the account's whole debt may be repaid at once, not half of the debt in one reserve;
// all of it where the health factor is at most 0.95 or where debt or collateral is worth less than $2,000; and
// neither may be left behind worth less than $1,000.

import { mulDivFloor } from "../../math/mul-div.ts";
import { percentDiv, percentDivCeil, percentMul } from "../../math/percent.ts";
import type { Bps } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import type { Holding } from "../holding.ts";
import type { LiquidationAmounts, LiquidationTerms } from "../liquidation.ts";
import { type AccountData, collateralValue, debtValue } from "./account-data.ts";
import { MUST_NOT_LEAVE_DUST } from "./errors.ts";

const CLOSE_FACTOR: Bps = 5_000n;
const CLOSE_FACTOR_HEALTH_FACTOR = 950_000_000_000_000_000n;
/** In US dollars of 8 decimals, whatever the oracle's base currency. */
const WHOLE_DEBT_BELOW = 200_000_000_000n;
const LEAST_LEFT = WHOLE_DEBT_BELOW / 2n;

/** Most that may be repaid of `debt` by one liquidation. */
const liquidatable = (debt: Holding, collateral: Holding, standing: AccountData): bigint => {
  const debtBase = debtValue(debt);
  if (
    collateralValue(collateral) < WHOLE_DEBT_BELOW ||
    debtBase < WHOLE_DEBT_BELOW ||
    standing.healthFactor <= CLOSE_FACTOR_HEALTH_FACTOR
  )
    return debt.balance;
  const mostBase = percentMul(standing.totalDebtBase, CLOSE_FACTOR);
  return debtBase > mostBase ? mulDivFloor(mostBase, debt.unit, debt.price) : debt.balance;
};

/**
 * What a liquidation that offers `debtToCover` comes to, for an account that stands at `standing`.
 * `collateralBase` is the value of all that is taken, in the oracle's base currency. Throws where it would leave
 * dust.
 */
export const liquidationAmounts = (
  debt: Holding,
  collateral: Holding,
  { liquidationBonus, liquidationProtocolFee }: LiquidationTerms,
  standing: AccountData,
  debtToCover: bigint,
): LiquidationAmounts & { readonly collateralBase: bigint } => {
  const most = liquidatable(debt, collateral, standing);
  const offered = debtToCover > most ? most : debtToCover;
  const worth = (debt.price * offered * collateral.unit) / (collateral.price * debt.unit);
  const wanted = percentMul(worth, liquidationBonus);
  const scarce = wanted > collateral.balance;
  const seized = scarce ? collateral.balance : wanted;
  const debtRepaid = scarce
    ? percentDivCeil(
        (collateral.price * seized * debt.unit) / (debt.price * collateral.unit),
        liquidationBonus,
      )
    : offered;
  const bonus = liquidationProtocolFee === 0n ? 0n : seized - percentDiv(seized, liquidationBonus);
  const protocolFee = percentMul(bonus, liquidationProtocolFee);

  if (debtRepaid < debt.balance && seized < collateral.balance) {
    const debtLeft = debtValue({ ...debt, balance: debt.balance - debtRepaid });
    const collateralLeft = collateralValue({ ...collateral, balance: collateral.balance - seized });
    if (debtLeft < LEAST_LEFT || collateralLeft < LEAST_LEFT) throw new ProtocolRevert(MUST_NOT_LEAVE_DUST);
  }
  return {
    debtRepaid,
    collateralTaken: seized - protocolFee,
    protocolFee,
    collateralBase: collateralValue({ ...collateral, balance: seized }),
  };
};
