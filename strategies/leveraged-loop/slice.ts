/**
 * What the vault does to a loop: puts units in, and takes out the slice of it that is worth some units at
 * exit value. The twin of `deposit` and `withdraw` in `contracts/strategies/LeveragedLoopStrategy.sol`.
 */
import { Urgency } from "../decision.ts";
import { mulDivCeil, mulDivFloor } from "../kernels/math/mul-div.ts";
import { WAD, type Wad } from "../kernels/math/units.ts";
import { accountDataOf, collateralOf, debtOf } from "../market/lender-account.ts";
import { quoteSell, quoteSellFor } from "../market/steth-route.ts";
import { Refusal } from "../refusal.ts";
import { repayLoose, supplyLoose, unwind } from "./flash-steps.ts";
import { exitNow, type Loop } from "./position.ts";
import { risk } from "./risk.ts";
import { requireFloor, saleFloor } from "./sale-floor.ts";

/** Supplies `units` that the vault has moved here, and whatever lay loose. */
export function depositUnits({ market, position }: Loop, units: bigint): void {
  position.looseShares += units;
  supplyLoose(market, position);
}

/** Unwinds the slice worth `units` and returns the units realised, which the caller owns from then on. */
export const withdrawUnits = (loop: Loop, units: bigint, minUnits: bigint): bigint =>
  unwindSlice(loop, units, minUnits, 0n);

/** The same for a keeper, who may sell nothing below the rules' floor: those who stay bear that price. */
export const withdrawUnitsAtFloor = (loop: Loop, units: bigint, minUnits: bigint): bigint =>
  unwindSlice(loop, units, minUnits, saleFloor(loop, risk(loop), Urgency.rebalance));

/**
 * Units at exit value that one call can unwind: as many as flash liquidity repays the debt of; none past the lender's liquidation
 * line, where it lets no slice of the collateral go.
 */
export function withdrawLimit(loop: Loop): bigint {
  const { market, position } = loop;
  const { healthFactor, totalDebtBase } = accountDataOf(market, position);
  if (healthFactor < WAD) return 0n;
  const whole = exitNow(loop);
  if (totalDebtBase === 0n) return whole;
  const owed = debtOf(market, position);
  return owed <= market.flashLiquidity ? whole : mulDivFloor(whole, market.flashLiquidity, owed);
}

function unwindSlice(loop: Loop, units: bigint, minUnits: bigint, floor: Wad): bigint {
  const { market, position } = loop;
  const whole = exitNow(loop);
  if (units > whole || whole === 0n) throw new Refusal("ExceedsExit", { units, exitUnits: whole });
  repayLoose(market, position);
  let debt = debtOf(market, position);
  let collateral = collateralOf(market, position);
  if (units < whole) {
    debt = mulDivCeil(debt, units, whole);
    collateral = mulDivFloor(collateral, units, whole);
  }
  const sold = quoteSellFor(market, debt);
  if (floor > 0n && sold > 0n) requireFloor(quoteSell(market, sold), sold, floor);
  unwind(market, position, debt, collateral, sold);
  const realised = position.looseShares;
  if (realised < minUnits) throw new Refusal("InsufficientRealised", { realised, minUnits });
  position.looseShares = 0n;
  return realised;
}
