/**
 * A restaked position, whatever its venue: what is at stake, on its way out, matured and loose, and its two values. The twin of the
 * reading half of `contracts/strategies/restaking/RestakingStrategy.sol`: a unit is a Lido share and one wstETH. A venue fills in
 * what its books say. Amounts are wei.
 */
import { Level, RATIO, SATURATED } from "../decision.ts";
import type { Lido } from "../kernels/lido/lido.ts";
import { excess, least } from "../kernels/math/extremes.ts";
import { mulDivFloor } from "../kernels/math/mul-div.ts";
import type { Seconds } from "../kernels/math/units.ts";
import { ratio } from "../leveraged-loop/risk.ts";
import type { RestakingSettings } from "./params.ts";
import { nextLevel, type RestakingState, refusal } from "./policy.ts";

/** Lido rounds each of a conversion and a transfer down by at most one share. */
export const CONVERSION_DUST = 2n;
const RATIO_BIG = BigInt(RATIO);

/** What the strategy's account holds beside the venue, and remembers. Changed in place. */
export interface RestakedPosition {
  wsteth: bigint;
  /** Lido shares. */
  steth: bigint;
  /** The alarm level remembered from the last action. */
  level: number;
  /** When the position last deposited, asked for an exit or sold; 0 before that. */
  lastAction: Seconds;
  /** When the level last rose, or a slash was last noted; 0 before that. */
  lastAlarm: Seconds;
  /** What slashes had left of a unit at stake when the rules last acted, RAY. */
  factorSeen: bigint;
}

/** A restaked position amid its venue, which has fields of its own. */
export interface Restaked {
  readonly settings: RestakingSettings;
  /** True where the Keel vault's token is stETH. */
  readonly rebasing: boolean;
  readonly lido: Lido;
  time: Seconds;
  readonly position: RestakedPosition;
}

/** What only the venue can tell the policy. */
export type VenueState = Pick<
  RestakingState,
  | "venueFlags"
  | "rateFlags"
  | "priceFlags"
  | "epochLeft"
  | "exitWait"
  | "rateAge"
  | "peg"
  | "marketAge"
  | "saleCost"
  | "rewards"
>;

/** What a venue's books say of a position in it; units, slashes taken off. */
export interface VenueBooks<R extends Restaked> {
  staked(restaked: R): bigint;
  pending(restaked: R): bigint;
  claimable(restaked: R): bigint;
  /** Units that the venue takes now. */
  room(restaked: R): bigint;
  /** What slashes have left of a unit at stake, RAY. */
  factor(restaked: R): bigint;
  /** What units that must still wait are worth to a leaver, before the haircut. */
  markedDown(restaked: R, units: bigint): bigint;
  tell(restaked: R): VenueState;
}

export const looseUnits = ({ position }: Restaked): bigint => position.wsteth + position.steth;

/** Units of the cap that a share of it (1e9) stands for. */
export const filled = ({ settings }: Restaked, share: number): bigint =>
  mulDivFloor(settings.cap, BigInt(share), RATIO_BIG);

/** What a leaver gets now of units that must still wait. */
export const afterHaircut = ({ settings }: Restaked, units: bigint): bigint =>
  mulDivFloor(units, RATIO_BIG - BigInt(settings.haircut), RATIO_BIG);

/** What a position is worth and wants in a venue of these books. */
export function booksOf<R extends Restaked>(venue: VenueBooks<R>) {
  /** Everything at what the venue's books say. */
  const entryUnits = (restaked: R): bigint =>
    looseUnits(restaked) + venue.staked(restaked) + venue.pending(restaked) + venue.claimable(restaked);

  const withdrawLimit = (restaked: R): bigint =>
    excess(looseUnits(restaked) + venue.claimable(restaked), CONVERSION_DUST);

  /** What lies loose and what has matured in full, the rest less the haircut of its wait. */
  const exitUnits = (restaked: R): bigint => {
    const waiting = venue.markedDown(restaked, venue.staked(restaked) + venue.pending(restaked));
    return withdrawLimit(restaked) + excess(afterHaircut(restaked, waiting), CONVERSION_DUST);
  };

  /** Everything that the policy needs to know, as ratios, times and codes. */
  const risk = (restaked: R): RestakingState => {
    const { settings, position, time } = restaked;
    const staked = venue.staked(restaked);
    const loose = looseUnits(restaked);
    const pending = venue.pending(restaked);
    const claimable = venue.claimable(restaked);
    return {
      ...venue.tell(restaked),
      open: staked + loose + pending + claimable > 0n ? 1 : 0,
      level: position.level,
      staked: ratio(staked, settings.cap),
      loose: ratio(loose, settings.cap),
      pending: ratio(pending, settings.cap),
      claimable: ratio(claimable, settings.cap),
      slashSeen: ratio(excess(position.factorSeen, venue.factor(restaked)), position.factorSeen),
      sinceAction: saturated(time - position.lastAction),
      sinceAlarm: saturated(time - position.lastAlarm),
    };
  };

  /** False from level `defend` on, or by a doubtful rate: then nobody may buy in at entry value. */
  const entriesOpen = (restaked: R): boolean => {
    const state = risk(restaked);
    return nextLevel(state, restaked.settings.params) < Level.defend && state.rateFlags === 0;
  };

  /** Units that the strategy takes now; 0 while its rules hold back. */
  const depositLimit = (restaked: R): bigint => {
    const { params } = restaked.settings;
    const state = { ...risk(restaked), sinceAction: SATURATED };
    if (refusal(state, params, nextLevel(state, params)) !== 0) return 0n;
    const wanted = excess(filled(restaked, params.targetStaked), venue.staked(restaked));
    return excess(least(wanted, venue.room(restaked)), looseUnits(restaked));
  };

  return { entryUnits, exitUnits, withdrawLimit, depositLimit, risk, entriesOpen };
}

export const saturated = (value: number): number => Math.min(value, SATURATED);
