// A loan that is paid back with its premium in the same transaction.
// Ports FlashLoanLogic.executeFlashLoanSimple and ReserveLogic.cumulateToLiquidityIndex of Aave v3.0
// (@aave/core-v3 1.19.3).
// Quirk: what the protocol does not take of the premium raises the liquidity index at once, for all suppliers.

import { percentMul } from "../../math/percent.ts";
import { rayDiv, rayMul } from "../../math/ray.ts";
import { type Bps, RAY, type Seconds } from "../../math/units.ts";
import { wadToRay } from "../../math/wad.ts";
import { ProtocolRevert } from "../../revert.ts";
import { accrue } from "./accrue.ts";
import type { Reserve } from "./reserve.ts";
import { updateRates } from "./update-rates.ts";

/** The pool's two settings. */
export type FlashLoanPremium = {
  /** Of the amount that is lent. */
  readonly total: Bps;
  /** Of the premium. */
  readonly toProtocol: Bps;
};

/** What a flash loan of `amount` costs, in the reserve's token, half up. */
export const flashLoanPremium = (amount: bigint, { total }: FlashLoanPremium): bigint =>
  percentMul(amount, total);

/** Lends `amount` for one transaction at `now` and takes it back; returns the premium that was paid. */
export const flashLoan = (
  reserve: Reserve,
  amount: bigint,
  premium: FlashLoanPremium,
  now: Seconds,
): bigint => {
  if (amount > reserve.availableLiquidity) throw new ProtocolRevert("not enough liquidity in the reserve");
  const paid = flashLoanPremium(amount, premium);
  const toProtocol = percentMul(paid, premium.toProtocol);
  if (reserve.scaledSupply + reserve.accruedToTreasury === 0n)
    throw new ProtocolRevert("nobody has supplied what the premium could go to");
  accrue(reserve, now);
  const { liquidityIndex } = reserve;
  const supplied =
    rayMul(reserve.scaledSupply, liquidityIndex) + rayMul(reserve.accruedToTreasury, liquidityIndex);
  const growth = RAY + rayDiv(wadToRay(paid - toProtocol), wadToRay(supplied));
  reserve.liquidityIndex = rayMul(growth, liquidityIndex);
  reserve.accruedToTreasury += rayDiv(toProtocol, reserve.liquidityIndex);
  reserve.availableLiquidity += paid;
  updateRates(reserve);
  return paid;
};
