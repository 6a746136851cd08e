/**
 * What the vault does to a lending position: puts units in, and takes out the slice of it that is worth some units at exit
 * value. The twin of `deposit` and `withdraw` in `contracts/strategies/lending/LendingStrategy.sol`.
 */
import { Urgency } from "../decision.ts";
import { least } from "../kernels/math/extremes.ts";
import { mulDivCeil, mulDivFloor } from "../kernels/math/mul-div.ts";
import { WAD, type Wad } from "../kernels/math/units.ts";
import { Refusal } from "../refusal.ts";
import { collateralOf, debtOf, exitUnits, inEther, type Lending, quoteRepayment } from "./books.ts";
import { saleFloor } from "./execute.ts";
import { risk } from "./risk.ts";
import { buyAndRepay, free, repayFromVenue, repayLoose, supplyLoose } from "./steps.ts";
import { liquid } from "./venue.ts";
import { observe } from "./venue-yield.ts";

/** Supplies `units` that the vault has moved here, and whatever lay loose. */
export function depositUnits(lending: Lending, units: bigint): void {
  observeVenue(lending);
  lending.position.looseShares += units;
  supplyLoose(lending);
}

/** Unwinds the slice worth `units` and returns the units realised, which the caller owns from then on. */
export const withdrawUnits = (lending: Lending, units: bigint, minUnits: bigint): bigint =>
  unwindSlice(lending, units, minUnits, 0n);

/** The same for a keeper, who may sell nothing below the rules' floor: those who stay bear that price. */
export const withdrawUnitsAtFloor = (lending: Lending, units: bigint, minUnits: bigint): bigint =>
  unwindSlice(lending, units, minUnits, saleFloor(lending, risk(lending), Urgency.rebalance));

function unwindSlice(lending: Lending, units: bigint, minUnits: bigint, floor: Wad): bigint {
  const { around, position } = lending;
  const whole = exitUnits(lending);
  if (units > whole || whole === 0n) throw new Refusal("ExceedsExit", { units, exitUnits: whole });
  observeVenue(lending);
  repayLoose(lending);
  let debt = debtOf(lending);
  let collateral = collateralOf(lending);
  let paying = liquid(around.venue);
  if (units < whole) {
    debt = mulDivCeil(debt, units, whole);
    paying = mulDivFloor(paying, units, whole);
    collateral = mulDivFloor(collateral, units, whole);
  }
  let owed = debt - repayFromVenue(lending, least(debt, paying));
  if (units === whole) owed = debtOf(lending);
  if (owed === 0n) {
    free(lending, collateral);
  } else {
    const { wethIn, sold } = quoteRepayment(lending, owed);
    if (inEther(around, owed) * WAD < sold * floor) {
      throw new Refusal("BelowFloor", { price: (inEther(around, owed) * WAD) / sold, floor });
    }
    buyAndRepay(lending, { debt: owed, wethIn, collateral, sold });
  }
  const realised = position.looseShares;
  if (realised < minUnits) throw new Refusal("InsufficientRealised", { realised, minUnits });
  position.looseShares = 0n;
  return realised;
}

const observeVenue = ({ around: { venueYield, venue, market } }: Lending): void =>
  observe(venueYield, venue, market.time);
