/**
 * What liquidity in a Curve pool should do now. The twin of `contracts/strategies/curve-lp/CurveLpPolicy.sol`: the same state
 * and parameters give the same action, target, form and reason, digit for digit. Pure and total: no clock, no
 * I/O, an answer for every state.
 *
 * Every quantity is a safe integer: ratios scaled 1e9, floored, saturated at 1e12; ages in seconds.
 */
import { Action, type Decision, Level, PriceFlag, RATIO, Reason, Urgency, VenueFlag } from "../decision.ts";
import { type DepegThresholds, knownLevel, nextLevel } from "../depeg-levels.ts";

/** How coins go in or come out: in the pool's own proportion, or the vault's token alone. */
export const Form = { none: 0, balanced: 1, oneSided: 2 } as const;
export type Form = (typeof Form)[keyof typeof Form];

export interface CurveLpState {
  /** 1 where there is anything to look after, in the pool or beside it, else 0. */
  readonly open: number;
  /** The depeg level remembered from the last action. */
  readonly level: number;
  /** PriceFlag bits: prices that broke a bound. */
  readonly priceFlags: number;
  /** VenueFlag bits: what pool, gauge and token would refuse. */
  readonly venueFlags: number;
  /** The part of the position that is in the pool, by entry value. */
  readonly placed: number;
  /** What others have in the pool / the whole position. */
  readonly room: number;
  /** stETH in the pool / everything in the pool, both at redemptionRate. */
  readonly stethShare: number;
  /** marketRate / redemptionRate. */
  readonly peg: number;
  readonly marketAge: number;
  /** The pool's virtual price / the highest one observed. */
  readonly virtualPrice: number;
  /** Seconds since the last observation. */
  readonly virtualPriceAge: number;
  /** Entry value got for what would now be put in, by form. */
  readonly oneSidedIn: number;
  readonly balancedIn: number;
  /** Units got for the entry value of all that is in the pool, by form. */
  readonly oneSidedOut: number;
  readonly balancedOut: number;
  /** What the rewards are worth / what claiming them costs in gas. */
  readonly rewards: number;
  /** Seconds since liquidity was last moved. */
  readonly sinceAction: number;
  readonly sinceHarvest: number;
}

export interface CurveLpParams {
  /** Below this part in the pool more is put in. */
  readonly minPlaced: number;
  /** The most that stays in the pool at level `defend`, and at `evacuate`. */
  readonly defendPlaced: number;
  readonly evacuatePlaced: number;
  /** What others must have in the pool for us to enter, and for us to stay, in percent of what we have there. */
  readonly enterDepth: number;
  readonly holdDepth: number;
  /** Nothing is put into a pool that holds more stETH than this. */
  readonly maxStethShare: number;
  readonly depeg: DepegThresholds;
  /** Seconds after which a market price, or an observation of the virtual price, no longer counts as known. */
  readonly maxMarketAge: number;
  readonly maxVirtualPriceAge: number;
  /** A virtual price below this part of the highest one empties the position; one above that part stops entries. */
  readonly minVirtualPrice: number;
  readonly maxVirtualPrice: number;
  /** The least entry value for what is put in. */
  readonly minIn: number;
  /** The least units for the entry value taken out: where there is time, and in a rescue. */
  readonly minOut: number;
  readonly rescueOut: number;
  /** Rewards are claimed once they are worth so many times the gas, and so many seconds after the last time. */
  readonly harvestMultiple: number;
  readonly harvestSpacing: number;
  /** Seconds between two moves of liquidity that nothing urgent asks for. */
  readonly cooldown: number;
}

export interface CurveLpDecision extends Decision {
  readonly form: Form;
}

/** The parts in the pool below which more goes in, at which an action ends, and above which some comes out. */
export interface Bands {
  readonly low: number;
  readonly target: number;
  readonly high: number;
}

/** The action that the rules ask for in this state. */
export function decide(state: CurveLpState, params: CurveLpParams): CurveLpDecision {
  const fresh = state.marketAge <= params.maxMarketAge && (state.priceFlags & PriceFlag.market) === 0;
  const level = fresh ? nextLevel(state.level, state.peg, params.depeg) : knownLevel(state.level);
  const marked = level !== state.level;

  if (state.open === 0) return rest(level, marked, Reason.empty);
  if (state.placed > 0 && state.virtualPrice < params.minVirtualPrice) {
    return withdraw(state, level, 0, Reason.virtualPriceFell, Urgency.rescue);
  }
  const { low, target, high } = bands(state.room, level, params);
  if (state.placed > high) {
    if (level >= Level.defend) return withdraw(state, level, target, Reason.depeg, Urgency.protect);
    if (state.sinceAction < params.cooldown) return rest(level, marked, Reason.refusedCooldown);
    if (Math.max(state.oneSidedOut, state.balancedOut) < params.minOut) {
      return rest(level, marked, Reason.refusedCost);
    }
    return withdraw(state, level, target, Reason.poolShallow, Urgency.rebalance);
  }
  if (state.rewards >= params.harvestMultiple && state.sinceHarvest >= params.harvestSpacing) {
    const [action, reason, urgency] = [Action.harvest, Reason.worthHarvesting, Urgency.rebalance];
    return { action, reason, urgency, level, target: 0, form: Form.none };
  }
  if (state.placed < low) {
    const refused = refusal(state, params, level);
    if (refused !== 0) return rest(level, marked, refused);
    const form = state.oneSidedIn > state.balancedIn ? Form.oneSided : Form.balanced;
    const [action, reason, urgency] = [Action.enter, Reason.idleFunds, Urgency.rebalance];
    return { action, reason, urgency, level, target, form };
  }
  return rest(level, marked, Reason.inBand);
}

/** The bands in force at a level, in a pool where others have `room` times the position. */
export function bands(room: number, level: number, params: CurveLpParams): Bands {
  const cap =
    level >= Level.evacuate ? params.evacuatePlaced : level === Level.defend ? params.defendPlaced : RATIO;
  const target = Math.min(cap, part(room, params.enterDepth));
  return {
    low: Math.min(params.minPlaced, percent97(target)),
    target,
    high: Math.min(Math.floor((cap * 100) / 97), part(room, params.holdDepth)),
  };
}

function refusal(state: CurveLpState, params: CurveLpParams, level: Level): Reason | 0 {
  if (level >= Level.watch) return Reason.refusedLevel;
  if (state.marketAge > params.maxMarketAge || state.virtualPriceAge > params.maxVirtualPriceAge) {
    return Reason.refusedPriceStale;
  }
  if (state.priceFlags !== 0 || state.virtualPrice > params.maxVirtualPrice) return Reason.refusedPriceBound;
  if (state.virtualPrice < params.minVirtualPrice) return Reason.refusedPriceBound;
  if (state.venueFlags !== 0) return Reason.refusedVenue;
  if (state.stethShare > params.maxStethShare) return Reason.refusedBalance;
  if (Math.max(state.oneSidedIn, state.balancedIn) < params.minIn) return Reason.refusedCost;
  if (state.sinceAction < params.cooldown) return Reason.refusedCooldown;
  return 0;
}

function withdraw(
  state: CurveLpState,
  level: Level,
  target: number,
  reason: Reason,
  urgency: Urgency,
): CurveLpDecision {
  if ((state.venueFlags & VenueFlag.paused) !== 0) {
    return { action: Action.hold, reason: Reason.venuePaused, urgency, level, target: 0, form: Form.none };
  }
  const form = state.oneSidedOut > state.balancedOut ? Form.oneSided : Form.balanced;
  return { action: Action.withdraw, reason, urgency, level, target, form };
}

function rest(level: Level, marked: boolean, reason: Reason): CurveLpDecision {
  const quiet = reason === Reason.inBand || reason === Reason.empty;
  return {
    action: marked ? Action.mark : Action.hold,
    reason: marked && quiet ? Reason.levelChanged : reason,
    urgency: Urgency.idle,
    level,
    target: 0,
    form: Form.none,
  };
}

/** The part of the position that may be in a pool where others must have `depth` percent of it. */
const part = (room: number, depth: number): number => Math.min(RATIO, Math.floor((room * 100) / depth));

const percent97 = (ratio: number): number => Math.floor((ratio * 97) / 100);
