/**
 * Which parameters liquidity in a Curve pool may run with. The twin of `unsound` in
 * `contracts/strategies/curve-lp/CurveLpPolicy.sol`: what the contract would refuse is refused before a
 * transaction or a backtest is begun.
 */
import { RATIO, SATURATED } from "../decision.ts";
import { thresholdsInOrder } from "../depeg-levels.ts";
import type { CurveLpParams } from "./policy.ts";

/** The rules by the contract's numbers. */
export const Rule = {
  sound: 0,
  placedOrder: 1,
  depthOrder: 2,
  pegOrder: 3,
  virtualPriceBounds: 4,
  costBounds: 5,
  balanceBound: 6,
  harvest: 7,
} as const;
export type Rule = (typeof Rule)[keyof typeof Rule];

/** A pool share below a ten-thousandth needs no rule. */
const MAX_DEPTH = 1_000_000;

/** The first rule that the parameters break. */
export function unsound(params: CurveLpParams): Rule {
  const { minPlaced, defendPlaced, evacuatePlaced, enterDepth, holdDepth } = params;
  if (minPlaced > NINETY_SEVEN || evacuatePlaced > defendPlaced || defendPlaced > RATIO) {
    return Rule.placedOrder;
  }
  if (holdDepth === 0 || enterDepth > MAX_DEPTH || holdDepth * 100 > enterDepth * 97) return Rule.depthOrder;
  if (!thresholdsInOrder(params.depeg)) return Rule.pegOrder;
  const { minVirtualPrice, maxVirtualPrice } = params;
  if (minVirtualPrice >= RATIO || maxVirtualPrice <= RATIO || maxVirtualPrice > SATURATED) {
    return Rule.virtualPriceBounds;
  }
  const { minIn, minOut, rescueOut } = params;
  if (
    minIn < NINETY_SEVEN ||
    minIn > RATIO ||
    minOut < NINETY_SEVEN ||
    minOut > RATIO ||
    rescueOut > minOut
  ) {
    return Rule.costBounds;
  }
  if (params.maxStethShare === 0 || params.maxStethShare > RATIO) return Rule.balanceBound;
  if (params.harvestMultiple < RATIO || params.harvestMultiple > SATURATED) return Rule.harvest;
  return Rule.sound;
}

const NINETY_SEVEN = (RATIO / 100) * 97;
