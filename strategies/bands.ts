/**
 * The bands of a borrowing strategy: how much it may owe against its collateral, and where it acts. The twin
 * of `contracts/strategies/Bands.sol`. Ratios are LTVs scaled 1e9.
 */
import { Level, RATIO } from "./decision.ts";

export interface BandParams {
  readonly minLtv: number;
  readonly targetLtv: number;
  readonly maxLtv: number;
  readonly ripcordLtv: number;
  /** The target at level `defend`; the bands move down with it. */
  readonly defendLtv: number;
  /** The target at level `evacuate`. */
  readonly evacuateLtv: number;
}

export interface Bands {
  readonly low: number;
  readonly target: number;
  readonly high: number;
  /** The ripcord line. */
  readonly line: number;
}

/** The rules of order by the contract's numbers. */
export const BandRule = {
  sound: 0,
  bandOrder: 1,
  roomUnderMax: 2,
  ripcordOrder: 3,
  levelTargets: 4,
} as const;
export type BandRule = (typeof BandRule)[keyof typeof BandRule];

/**
 * The first rule of order that the LTVs break, for a lender that liquidates at `liquidationLtv`. A target of
 * 0 never borrows.
 */
export function unsoundBands(params: BandParams, liquidationLtv: number): BandRule {
  const { minLtv, targetLtv, maxLtv, ripcordLtv, defendLtv, evacuateLtv } = params;
  const ordered = minLtv < targetLtv || (minLtv === 0 && targetLtv === 0);
  if (!ordered || targetLtv >= maxLtv || maxLtv >= RATIO) return BandRule.bandOrder;
  if (targetLtv > percent97(maxLtv)) return BandRule.roomUnderMax;
  if (maxLtv >= ripcordLtv || ripcordLtv > percent97(liquidationLtv)) return BandRule.ripcordOrder;
  if (evacuateLtv > defendLtv || defendLtv > targetLtv) return BandRule.levelTargets;
  return BandRule.sound;
}

/**
 * The bands in force: centred on the level's target, and never past what the lender's live threshold bears.
 */
export const bandsInForce = (liquidationLtv: number, level: number, params: BandParams): Bands =>
  bandsMovedDown(liquidationLtv, levelShift(level, params), params);

/** By how much the target moves down at a depeg level. */
export function levelShift(level: number, { targetLtv, defendLtv, evacuateLtv }: BandParams): number {
  if (level >= Level.evacuate) return targetLtv - evacuateLtv;
  return level === Level.defend ? targetLtv - defendLtv : 0;
}

/** The bands moved down by `shift`, and never past what the lender's live threshold bears. */
export function bandsMovedDown(liquidationLtv: number, shift: number, params: BandParams): Bands {
  const line = Math.min(params.ripcordLtv, percent97(liquidationLtv));
  const high = Math.min(params.maxLtv - shift, percent97(line));
  const target = Math.min(params.targetLtv - shift, percent97(high));
  const low = Math.min(Math.max(params.minLtv - shift, 0), target);
  return { low, target, high, line };
}

/** From a band's edge toward the target; the whole way at 10,000 bps. */
export function toward(target: number, edge: number, bps: number): number {
  const kept = Math.floor((Math.abs(edge - target) * (10_000 - bps)) / 10_000);
  return edge > target ? target + kept : target - kept;
}

export function percent97(ratio: number): number {
  return Math.floor((ratio * 97) / 100);
}
