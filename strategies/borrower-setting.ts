/**
 * What the settings of every borrowing strategy have in common, as people write them: bands, depeg levels,
 * ages, pace and sales.
 */
import * as z from "zod";
import type { BandParams } from "./bands.ts";
import type { DepegThresholds } from "./depeg-levels.ts";
import { basisPoints, duration, ratio, scaled } from "./quantity.ts";
import type { PaceParams } from "./sale-pace.ts";

const DEFAULT_AGE = "26h";

const level = <Enter extends string, Leave extends string>(enter: Enter, leave: Leave) =>
  z.strictObject({
    /** Peg below which the level is entered. */
    enter: ratio.prefault(enter),
    /** Peg from which it is left again. */
    leave: ratio.prefault(leave),
  });

/** Peg levels at which the target LTV may move; left out, it stays. */
const defended = (enter: string, leave: string) => level(enter, leave).extend({ ltv: ratio.optional() });

export const borrowerFields = {
  /** Debt / collateral as the lender sees it. */
  ltv: z.strictObject({ min: ratio, target: ratio, max: ratio, ripcord: ratio }),
  /** How deep a depeg is; the peg is marketRate / redemptionRate. */
  depeg: z
    .strictObject({
      watch: level("0.97", "0.975").prefault({}),
      defend: defended("0.955", "0.965").prefault({}),
      evacuate: defended("0.80", "0.90").prefault({}),
    })
    .prefault({}),
  /** Ages past which a price stops borrowing. */
  maxMarketAge: duration.prefault(DEFAULT_AGE),
  maxLenderAge: duration.prefault(DEFAULT_AGE),
  /** Between two actions that nothing urgent asks for. */
  cooldown: duration.prefault("12h"),
  /** How much of the way from the band's edge to the target one action goes. */
  recenter: basisPoints.prefault("100%"),
  sale: z
    .strictObject({
      /** How far below the market price a sale may fall. */
      tolerance: basisPoints.prefault("1%"),
      /** Largest sale of one action, stETH. */
      maxChunk: scaled(18).prefault(500),
      /** Between two sales, unless past the ripcord line: no shorter than what prices average over. */
      pace: duration.prefault("30m"),
    })
    .prefault({}),
};

const borrower = z.strictObject(borrowerFields);

/** The numbers that the shared fields stand for. */
export interface BorrowerParams extends BandParams, DepegThresholds, PaceParams {
  readonly maxMarketAge: number;
  readonly maxLenderAge: number;
  readonly recenterBps: number;
}

export function borrowerParams(setting: z.output<typeof borrower>): BorrowerParams {
  const { ltv, depeg, recenter, sale } = setting;
  const defendLtv = depeg.defend.ltv ?? ltv.target;
  return {
    minLtv: ltv.min,
    targetLtv: ltv.target,
    maxLtv: ltv.max,
    ripcordLtv: ltv.ripcord,
    defendLtv,
    evacuateLtv: depeg.evacuate.ltv ?? defendLtv,
    watchPeg: depeg.watch.enter,
    watchReentry: depeg.watch.leave,
    defendPeg: depeg.defend.enter,
    defendReentry: depeg.defend.leave,
    evacuatePeg: depeg.evacuate.enter,
    evacuateReentry: depeg.evacuate.leave,
    maxMarketAge: setting.maxMarketAge,
    maxLenderAge: setting.maxLenderAge,
    cooldown: setting.cooldown,
    pace: sale.pace,
    recenterBps: Number(recenter),
  };
}
