/**
 * Which parameters a loop may run with. The twin of `unsound` in `contracts/strategies/LoopPolicy.sol`: what
 * the contract would refuse is refused before a transaction or a backtest is begun.
 */
import { BandRule, unsoundBands } from "../bands.ts";
import { RATIO, SATURATED } from "../decision.ts";
import { thresholdsInOrder } from "../depeg-levels.ts";
import { SHORTEST_WINDOW } from "../prices/steth-prices.ts";
import { paceIsSound } from "../sale-pace.ts";
import type { LoopParams } from "./policy.ts";

/** The rules by the contract's numbers. */
export const Rule = {
  sound: 0,
  bandOrder: 1,
  roomUnderMax: 2,
  ripcordOrder: 3,
  levelTargets: 4,
  pegOrder: 5,
  carry: 6,
  recentering: 7,
  queueMargin: 8,
  pace: 9,
} as const;
export type Rule = (typeof Rule)[keyof typeof Rule];

/**
 * The first rule that the parameters break, for a lender that liquidates at `liquidationLtv` (scaled 1e9) and prices that average
 * over `window` seconds.
 */
export function unsound(params: LoopParams, liquidationLtv: number, window = SHORTEST_WINDOW): Rule {
  // A loop always borrows; the bands alone would let a target of 0 pass.
  if (params.minLtv >= params.targetLtv) return Rule.bandOrder;
  const bands = unsoundBands(params, liquidationLtv);
  if (bands !== BandRule.sound) return bands;
  if (!thresholdsInOrder(params)) return Rule.pegOrder;
  const { leverCarry, unwindCarry, recenterBps } = params;
  if (unwindCarry >= leverCarry || leverCarry < 0 || leverCarry > SATURATED || unwindCarry < -SATURATED) {
    return Rule.carry;
  }
  if (recenterBps === 0 || recenterBps > 10_000) return Rule.recentering;
  if (params.queueMargin > RATIO) return Rule.queueMargin;
  if (!paceIsSound(params, window)) return Rule.pace;
  return Rule.sound;
}
