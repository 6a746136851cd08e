// Brings a reserve's indices up to now, and sets aside the protocol's part of the interest.
// Ports ReserveLogic.updateState of Aave v3.0 (@aave/core-v3 1.19.3).
// Quirk: the borrow index stands still while there is no debt, whatever the rate, and the liquidity index
// while its rate is zero.

import { percentMul } from "../../math/percent.ts";
import { rayDiv, rayMul } from "../../math/ray.ts";
import type { Seconds } from "../../math/units.ts";
import { normalizedIncome } from "../reserve.ts";
import { normalizedDebt, type Reserve } from "./reserve.ts";

/** Accrues interest up to `now`, not before the last update. */
export const accrue = (reserve: Reserve, now: Seconds): void => {
  if (now === reserve.lastUpdate) return;
  if (reserve.liquidityRate !== 0n) reserve.liquidityIndex = normalizedIncome(reserve, now);
  if (reserve.scaledDebt !== 0n) {
    const indexBefore = reserve.variableBorrowIndex;
    reserve.variableBorrowIndex = normalizedDebt(reserve, now);
    if (reserve.reserveFactor !== 0n) {
      const interest =
        rayMul(reserve.scaledDebt, reserve.variableBorrowIndex) - rayMul(reserve.scaledDebt, indexBefore);
      const share = percentMul(interest, reserve.reserveFactor);
      reserve.accruedToTreasury += rayDiv(share, reserve.liquidityIndex);
    }
  }
  reserve.lastUpdate = now;
};
