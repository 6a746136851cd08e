/**
 * What moves a liquid restaking token: in and out by its door, and the flag of a slash that its rate does not show yet. The twin of
 * the acting half of `contracts/strategies/restaking/LiquidRestakingStrategy.sol`.
 */
import { RATIO } from "../decision.ts";
import { excess, least } from "../kernels/math/extremes.ts";
import { mulDivCeil, mulDivFloor } from "../kernels/math/mul-div.ts";
import { Refusal } from "../refusal.ts";
import {
  liquidBooks,
  pendingUnits,
  pushedRate,
  type RestakedLiquid,
  stakedUnits,
  wayOf,
} from "./liquid-position.ts";
import { movesOf, unwrapFor } from "./moves.ts";
import { CONVERSION_DUST } from "./restaked.ts";

const RATIO_BIG = BigInt(RATIO);
/** A flag marks down at most so much, 1e9. */
const MAX_FLAG = 200_000_000n;
/** What going in may cost at most against the token's own rate, 1e9. */
const MAX_ENTRY_COST = 1_000_000n;

export const { deposit, withdraw, startExit, finishExit, execute } = movesOf<RestakedLiquid>({
  ...liquidBooks,

  stake(restaked, units) {
    const { door, position } = restaked;
    unwrapFor(restaked, units);
    const given = least(units, position.steth);
    const before = stakedUnits(restaked);
    position.steth -= given;
    position.tokens += wayOf(door).enter(restaked, given);
    const gained = stakedUnits(restaked) - before + 2n * CONVERSION_DUST;
    if (gained * RATIO_BIG < given * (RATIO_BIG - MAX_ENTRY_COST)) {
      throw new Refusal("EntryTooDear", { gained, given });
    }
  },

  requestExit(restaked, units) {
    const { door, position } = restaked;
    const way = wayOf(door);
    const staked = stakedUnits(restaked);
    if (units === 0n || staked === 0n || way.exitsPaused(door)) return 0n;
    const tokens = units < staked ? mulDivCeil(position.tokens, units, staked) : position.tokens;
    const before = pendingUnits(restaked);
    position.tokens -= tokens;
    position.tokens += way.request(restaked, tokens);
    return excess(pendingUnits(restaked), before);
  },

  claimMatured(restaked) {
    const way = wayOf(restaked.door);
    if (way.claimable(restaked) > 0n) restaked.position.steth += way.claim(restaked);
  },
});

/** Says that the rate will fall by `part` (1e9); a second flag can only lower what is expected. */
export function flagSlash(restaked: RestakedLiquid, part: bigint): void {
  if (part > MAX_FLAG) throw new Refusal("FlagTooLarge", { part, most: MAX_FLAG });
  const { position } = restaked;
  const expected = mulDivFloor(pushedRate(restaked).rate, RATIO_BIG - part, RATIO_BIG);
  if (position.flaggedRate === 0n || expected < position.flaggedRate) position.flaggedRate = expected;
}

/** Takes the flag back once the rate has come down to what was expected. */
export function clearFlag(restaked: RestakedLiquid): void {
  const { rate } = pushedRate(restaked);
  const { flaggedRate } = restaked.position;
  if (rate > flaggedRate) throw new Refusal("NotShownYet", { rate, expectedRate: flaggedRate });
  restaked.position.flaggedRate = 0n;
}
