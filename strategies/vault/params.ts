/** How a vault is run, as people write it. */
import * as z from "zod";
import { basisPoints, duration, ratio, scaled } from "../quantity.ts";

export const vaultSetting = z
  .strictObject({
    /** Fastest growth of units that is recognised, a year. */
    maxRate: scaled(18).prefault("50%"),
    /** Most that the vault takes, in units (Lido shares). */
    depositCap: scaled(18).prefault(100_000),
    /** Time that the slowest way out takes: nothing that raises risk is done on shorter notice. */
    longestExit: duration.prefault("7d"),
    /** Time that a redemption request waits before anyone may unwind strategies for it; at most `longestExit`. */
    maxWait: duration.prefault("5d"),
    /** How far below entry value a request may be settled before that. */
    maxDiscount: scaled(18).prefault("1%"),
    /** Part of units above the high-water mark that the vault's runners get; the contract's cap is 30%. */
    performanceFee: basisPoints.pipe(z.bigint().max(3_000n)).prefault(0),
    /** Part of all units that they get a year; the contract's cap is 3%. */
    managementFee: basisPoints.pipe(z.bigint().max(300n)).prefault(0),
  })
  .refine(({ maxWait, longestExit }) => maxWait <= longestExit, {
    path: ["maxWait"],
    error: "expected at most longestExit",
  });

export const allocationSetting = z
  .strictObject({
    /** Idle part above which it is put to work. */
    maxIdle: ratio.prefault("2%"),
    /** Idle part that stays at hand for leavers. */
    keepIdle: ratio.prefault(0),
    /** Age of the market price at which the keeper looks again. */
    pokeEvery: duration.prefault("12h"),
  })
  .refine(({ keepIdle, maxIdle }) => keepIdle <= maxIdle, {
    path: ["keepIdle"],
    error: "expected at most maxIdle",
  });

export type VaultSetting = z.input<typeof vaultSetting>;
export type AllocationSetting = z.input<typeof allocationSetting>;
