/**
 * Everything that the policy needs to know of a position restaked in Symbiotic, as ratios, times and codes. The
 * twin of `risk()` in `contracts/strategies/restaking/RestakingStrategy.sol`.
 */
import { Level, RATIO, SATURATED, VenueFlag } from "../decision.ts";
import { excess } from "../kernels/math/extremes.ts";
import { epochAt } from "../kernels/symbiotic/vault.ts";
import { ratio } from "../leveraged-loop/risk.ts";
import { nextLevel, type RestakingState } from "./policy.ts";
import {
  CONVERSION_DUST,
  claimableUnits,
  looseUnits,
  pendingUnits,
  type RestakedSymbiotic,
  stakedUnits,
  stakeFactor,
  stakeRoom,
} from "./symbiotic-position.ts";

export function risk(restaked: RestakedSymbiotic): RestakingState {
  const { settings, venue, position, time } = restaked;
  const staked = stakedUnits(restaked);
  const loose = looseUnits(restaked);
  const pending = pendingUnits(restaked);
  const claimable = claimableUnits(restaked);
  const epochEnd = venue.epochZero + (epochAt(venue, time) + 1) * venue.epochDuration;
  const epochLeft = epochEnd - time;
  const capped = stakeRoom(restaked) <= CONVERSION_DUST ? VenueFlag.capped : 0;
  return {
    open: staked + loose + pending + claimable > 0n ? 1 : 0,
    level: position.level,
    venueFlags: capped | (restaked.operatorWorks ? 0 : VenueFlag.operatorOut),
    rateFlags: 0,
    priceFlags: 0,
    staked: ratio(staked, settings.cap),
    loose: ratio(loose, settings.cap),
    pending: ratio(pending, settings.cap),
    claimable: ratio(claimable, settings.cap),
    epochLeft: saturated(epochLeft),
    exitWait: saturated(epochLeft + venue.epochDuration),
    slashSeen: ratio(excess(position.factorSeen, stakeFactor(venue)), position.factorSeen),
    rateAge: 0,
    peg: RATIO,
    marketAge: 0,
    saleCost: SATURATED,
    rewards: 0,
    sinceAction: saturated(time - position.lastAction),
    sinceAlarm: saturated(time - position.lastAlarm),
  };
}

/** False from level `defend` on: then nobody may buy in at entry value. */
export const entriesOpen = (restaked: RestakedSymbiotic): boolean =>
  nextLevel(risk(restaked), restaked.settings.params) < Level.defend;

const saturated = (value: number): number => Math.min(value, SATURATED);
