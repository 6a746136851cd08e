/**
 * Which parameters a restaked position may run with. The twin of `unsound` in
 * `contracts/strategies/restaking/RestakingPolicy.sol`: what the contract would refuse is refused before a
 * transaction or a backtest is begun.
 */
import { RATIO, SATURATED } from "../decision.ts";
import type { RestakingParams } from "./policy.ts";

/** The rules by the contract's numbers. */
export const Rule = {
  sound: 0,
  stakeOrder: 1,
  roomUnderMax: 2,
  leastDeposit: 3,
  pegOrder: 4,
  slashOrder: 5,
  sale: 6,
  harvest: 7,
  calm: 8,
} as const;
export type Rule = (typeof Rule)[keyof typeof Rule];

/** The first rule that the parameters break. */
export function unsound(params: RestakingParams): Rule {
  const { targetStaked, maxStaked, evacuateStaked, minLoose, defendSlash, evacuateSlash } = params;
  if (evacuateStaked > targetStaked || targetStaked >= maxStaked || maxStaked > RATIO) return Rule.stakeOrder;
  if (targetStaked > Math.floor((maxStaked * 97) / 100)) return Rule.roomUnderMax;
  if (minLoose === 0 || minLoose > targetStaked) return Rule.leastDeposit;
  if (!pegsInOrder(params)) return Rule.pegOrder;
  if (defendSlash === 0 || defendSlash > evacuateSlash || evacuateSlash > RATIO) return Rule.slashOrder;
  if (params.maxGap > RATIO || params.waitCost > RATIO) return Rule.sale;
  if (params.minHarvest === 0) return Rule.harvest;
  if (params.calmAfter === 0 || params.calmAfter < params.cooldown) return Rule.calm;
  return Rule.sound;
}

function pegsInOrder({ watchPeg, watchReentry, defendPeg, defendReentry }: RestakingParams): boolean {
  return (
    defendPeg <= watchPeg &&
    defendPeg <= defendReentry &&
    watchPeg <= watchReentry &&
    defendReentry <= watchReentry &&
    watchReentry <= SATURATED
  );
}
