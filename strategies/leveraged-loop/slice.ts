/**
 * What the vault does to a loop: puts units in, and takes out the slice of it that is worth some units at
 * exit value. The twin of `deposit` and `withdraw` in `contracts/strategies/LeveragedLoopStrategy.sol`.
 */
import { mulDivCeil, mulDivFloor } from "../kernels/math/mul-div.ts";
import { collateralOf, debtOf } from "../market/lender-account.ts";
import { quoteSellFor } from "../market/steth-route.ts";
import { Refusal } from "../refusal.ts";
import { repayLoose, supplyLoose, unwind } from "./flash-steps.ts";
import { exitUnits, type Loop } from "./position.ts";

/** Supplies `units` that the vault has moved here, and whatever lay loose. */
export function depositUnits({ market, position }: Loop, units: bigint): void {
  position.looseShares += units;
  supplyLoose(market, position);
}

/** Unwinds the slice worth `units` and returns the units realised, which the caller owns from then on. */
export function withdrawUnits(loop: Loop, units: bigint, minUnits: bigint): bigint {
  const { market, position } = loop;
  const whole = exitUnits(loop);
  if (units > whole || whole === 0n) throw new Refusal("ExceedsExit", { units, exitUnits: whole });
  repayLoose(market, position);
  let debt = debtOf(market, position);
  let collateral = collateralOf(market, position);
  if (units < whole) {
    debt = mulDivCeil(debt, units, whole);
    collateral = mulDivFloor(collateral, units, whole);
  }
  unwind(market, position, debt, collateral, quoteSellFor(market, debt));
  const realised = position.looseShares;
  if (realised < minUnits) throw new Refusal("InsufficientRealised", { realised, minUnits });
  position.looseShares = 0n;
  return realised;
}
