// Brings a reserve's indices up to now, and sets aside the protocol's part of the interest.
// Ports ReserveLogic.updateState of Aave v3.6 (@aave-dao/aave-v3-origin 3.6.0).
// Quirk: the interest that the treasury shares in is the debt times the index's growth, rounded down once; v3.0
// takes the difference of two rounded debts. As in v3.0 the borrow index stands still while there is no debt.

import { percentMul } from "../../math/percent.ts";
import { rayMulFloor } from "../../math/ray.ts";
import type { Seconds } from "../../math/units.ts";
import { normalizedIncome } from "../reserve.ts";
import { normalizedDebt, type Reserve } from "./reserve.ts";
import { supplyMinted } from "./scaled.ts";

/** Accrues interest up to `now`, not before the last update. */
export const accrue = (reserve: Reserve, now: Seconds): void => {
  if (now === reserve.lastUpdate) return;
  if (reserve.liquidityRate !== 0n) reserve.liquidityIndex = normalizedIncome(reserve, now);
  if (reserve.scaledDebt !== 0n) {
    const indexBefore = reserve.variableBorrowIndex;
    reserve.variableBorrowIndex = normalizedDebt(reserve, now);
    const interest = rayMulFloor(reserve.scaledDebt, reserve.variableBorrowIndex - indexBefore);
    const share = percentMul(interest, reserve.reserveFactor);
    reserve.accruedToTreasury += supplyMinted(share, reserve.liquidityIndex);
  }
  reserve.lastUpdate = now;
};
