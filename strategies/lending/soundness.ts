/**
 * Which parameters a lending position may run with. The twin of `unsound` in
 * `contracts/strategies/lending/LendingPolicy.sol`: what the contract would refuse is refused before a
 * transaction is begun.
 */
import { BandRule, percent97, unsoundBands } from "../bands.ts";
import { RATIO, SATURATED } from "../decision.ts";
import { thresholdsInOrder } from "../depeg-levels.ts";
import { SHORTEST_WINDOW } from "../prices/steth-prices.ts";
import { paceIsSound } from "../sale-pace.ts";
import type { LendingParams } from "./policy.ts";

/** The rules by the contract's numbers. */
export const Rule = {
  ...BandRule,
  pegOrder: 5,
  carry: 6,
  recentering: 7,
  roomUnderTarget: 8,
  harvest: 9,
  venueRate: 10,
  pace: 11,
} as const;
export type Rule = (typeof Rule)[keyof typeof Rule];

/**
 * The first rule that the parameters break, for a lender that liquidates at `liquidationLtv` (scaled 1e9) and prices that average
 * over `window` seconds.
 */
export function unsound(params: LendingParams, liquidationLtv: number, window = SHORTEST_WINDOW): Rule {
  const band = unsoundBands(params, liquidationLtv);
  if (band !== BandRule.sound) return band;
  if (!thresholdsInOrder(params)) return Rule.pegOrder;
  const { borrowCarry, unwindCarry, recenterBps, minLtv, targetLtv, harvestCover, minVenueRate } = params;
  if (unwindCarry >= borrowCarry || borrowCarry < 0 || borrowCarry > SATURATED || unwindCarry < -SATURATED) {
    return Rule.carry;
  }
  if (recenterBps === 0 || recenterBps > 10_000) return Rule.recentering;
  if (minLtv > percent97(targetLtv)) return Rule.roomUnderTarget;
  if (harvestCover <= RATIO || harvestCover > SATURATED) return Rule.harvest;
  if (minVenueRate === 0 || minVenueRate > RATIO) return Rule.venueRate;
  if (!paceIsSound(params, window)) return Rule.pace;
  return Rule.sound;
}
