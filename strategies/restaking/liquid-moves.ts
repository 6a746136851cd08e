/**
 * What moves a liquid restaking token: in and out by its door, and the flag of a slash that its rate does not show yet. The twin of
 * the acting half of `contracts/strategies/restaking/{LiquidRestakingStrategy,doors/EzethDoor}.sol`.
 */
import { RATIO } from "../decision.ts";
import { etherByShares, sharesByEther } from "../kernels/lido/lido.ts";
import { excess, least } from "../kernels/math/extremes.ts";
import { mulDivCeil, mulDivFloor } from "../kernels/math/mul-div.ts";
import { WAD } from "../kernels/math/units.ts";
import { Refusal } from "../refusal.ts";
import {
  claimableUnits,
  exitsPaused,
  hasMatured,
  liquidBooks,
  pays,
  pendingUnits,
  pushedRate,
  type RestakedLiquid,
  stakedUnits,
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
    const { lido, token, position } = restaked;
    unwrapFor(restaked, units);
    const given = least(units, position.steth);
    const before = stakedUnits(restaked);
    position.steth -= given;
    position.doorShares += given;
    const amount = etherByShares(lido, position.doorShares);
    position.doorShares -= sharesByEther(lido, amount);
    position.tokens += mulDivFloor(amount, WAD, token.rate);
    const gained = stakedUnits(restaked) - before + 2n * CONVERSION_DUST;
    if (gained * RATIO_BIG < given * (RATIO_BIG - MAX_ENTRY_COST)) {
      throw new Refusal("EntryTooDear", { gained, given });
    }
  },

  requestExit(restaked, units) {
    const { token, position, time } = restaked;
    const staked = stakedUnits(restaked);
    if (units === 0n || staked === 0n || exitsPaused(restaked)) return 0n;
    const tokens = units < staked ? mulDivCeil(position.tokens, units, staked) : position.tokens;
    const before = pendingUnits(restaked);
    position.tokens -= tokens;
    position.requests.push({ asked: mulDivFloor(tokens, token.rate, WAD), tokens, createdAt: time });
    return excess(pendingUnits(restaked), before);
  },

  claimMatured(restaked) {
    const { lido, position } = restaked;
    if (claimableUnits(restaked) === 0n) return;
    for (const request of position.requests) {
      if (hasMatured(restaked, request)) position.doorShares += sharesByEther(lido, pays(restaked, request));
    }
    position.requests = position.requests.filter((request) => !hasMatured(restaked, request));
    position.steth += position.doorShares;
    position.doorShares = 0n;
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
