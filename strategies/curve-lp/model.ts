/**
 * Liquidity in a Curve pool as its vault sees it: units put beside the pool, and slices taken out. The twin of
 * `deposit` and `withdraw` in `contracts/strategies/curve-lp/CurveLpStrategy.sol`.
 */
import { Refusal } from "../refusal.ts";
import type { VaultStrategy } from "../vault/vault.ts";
import { remove } from "./execute.ts";
import { type CurveLp, entryUnits, exitUnits } from "./position.ts";
import { depositLimit, entriesOpen } from "./risk.ts";
import { planSlice } from "./sizing.ts";

const RATIO = 1_000_000_000n;

/** Takes out the slice worth `units` at exit value and returns the units realised: what lies beside the pool first. */
export const withdrawUnits = (lp: CurveLp, units: bigint, minUnits: bigint): bigint =>
  takeSlice(lp, units, minUnits, 0);

/** The same for a keeper, at no less than the rules' floor. */
export const withdrawUnitsAtFloor = (lp: CurveLp, units: bigint, minUnits: bigint): bigint =>
  takeSlice(lp, units, minUnits, lp.params.minOut);

export const curveLpStrategy = (lp: CurveLp): VaultStrategy => ({
  entryUnits: () => entryUnits(lp),
  exitUnits: () => exitUnits(lp),
  depositLimit: () => depositLimit(lp),
  withdrawLimit: () => exitUnits(lp),
  entriesOpen: () => entriesOpen(lp),
  deposit: (units) => {
    lp.position.looseShares += units;
  },
  withdraw: (units, minUnits) => withdrawUnits(lp, units, minUnits),
});

function takeSlice(lp: CurveLp, units: bigint, minUnits: bigint, floor: number): bigint {
  const { position } = lp;
  const whole = exitUnits(lp);
  if (units > whole || whole === 0n) throw new Refusal("ExceedsExit", { units, exitUnits: whole });
  let realised = units;
  if (units > position.looseShares) {
    const { amount, form } = planSlice(lp, units, whole);
    remove(lp, amount, form, BigInt(floor) * RATIO);
    realised = position.looseShares;
  }
  if (realised < minUnits) throw new Refusal("InsufficientRealised", { realised, minUnits });
  position.looseShares -= realised;
  return realised;
}
