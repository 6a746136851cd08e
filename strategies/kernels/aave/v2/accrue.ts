// Brings a reserve's two indices up to now; what the treasury mints of the interest is left out.
// Ports ReserveLogic.updateState of Aave v2, as deployed on mainnet until and after 2022 (source:
// aave/protocol-v2).
// Quirk: the borrow index moves only where suppliers earn something, not wherever there is debt.

import { rayMul } from "../../math/ray.ts";
import type { Seconds } from "../../math/units.ts";
import { normalizedIncome, type ReserveState } from "../reserve.ts";
import { compoundInterest } from "./compound-interest.ts";

/** What the indices of a reserve depend on. */
export type ReserveIndices = Omit<
  ReserveState,
  "scaledSupply" | "accruedToTreasury" | "reserveFactor" | "curve"
>;

/** Accrues interest up to `now`, not before the last update. */
export const accrue = (reserve: ReserveIndices, now: Seconds): void => {
  if (reserve.liquidityRate !== 0n) {
    const elapsed = now - reserve.lastUpdate;
    reserve.liquidityIndex = normalizedIncome(reserve, now);
    if (reserve.scaledDebt !== 0n)
      reserve.variableBorrowIndex = rayMul(
        compoundInterest(reserve.variableBorrowRate, elapsed),
        reserve.variableBorrowIndex,
      );
  }
  reserve.lastUpdate = now;
};
