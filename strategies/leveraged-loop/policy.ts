/**
 * What a leveraged loop should do now. The twin of `contracts/strategies/LoopPolicy.sol`, and the one file
 * that the keeper and both engines of the backtester import: the same state and parameters give the same
 * action, target and reason, digit for digit. Pure and total: no clock, no I/O, an answer for every state.
 *
 * Every quantity is a safe integer: ratios scaled 1e9, floored, saturated at 1e12; ages in seconds.
 */
import { Action, type Decision, Level, PriceFlag, Reason, Urgency, VenueFlag } from "../decision.ts";

export interface LoopState {
  /** 1 where the position has collateral, else 0. */
  readonly open: number;
  /** The depeg level remembered from the last action. */
  readonly level: number;
  /** PriceFlag bits: prices that broke a bound. */
  readonly priceFlags: number;
  /** VenueFlag bits: what the lender and the flash lender would refuse. */
  readonly venueFlags: number;
  /** Debt / collateral at lenderRate. */
  readonly ltv: number;
  /** The lender's live liquidation threshold. */
  readonly liquidationLtv: number;
  /** The lender's live limit for new borrows. */
  readonly borrowLtv: number;
  /** marketRate / redemptionRate. */
  readonly peg: number;
  /** lenderRate / redemptionRate. */
  readonly lenderPeg: number;
  /** Staking rate less borrow rate, a year, signed. */
  readonly carry: number;
  readonly marketAge: number;
  readonly lenderAge: number;
  /** Seconds since the last lever or delever. */
  readonly sinceAction: number;
}

export interface LoopParams {
  readonly minLtv: number;
  readonly targetLtv: number;
  readonly maxLtv: number;
  readonly ripcordLtv: number;
  /** The target at level `defend`; the bands move down with it. */
  readonly defendLtv: number;
  /** The target at level `evacuate`. */
  readonly evacuateLtv: number;
  readonly watchPeg: number;
  readonly watchReentry: number;
  readonly defendPeg: number;
  readonly defendReentry: number;
  readonly evacuatePeg: number;
  readonly evacuateReentry: number;
  /** Seconds after which a market price no longer counts as known. */
  readonly maxMarketAge: number;
  readonly maxLenderAge: number;
  /** Levering needs at least this carry. */
  readonly leverCarry: number;
  /** Below this carry the loop unwinds. */
  readonly unwindCarry: number;
  /** Seconds between two actions that nothing urgent asks for. */
  readonly cooldown: number;
  /** How much of the way from the band's edge to the target one action goes, in basis points. */
  readonly recenterBps: number;
}

export interface Bands {
  readonly low: number;
  readonly target: number;
  readonly high: number;
  /** The ripcord line. */
  readonly line: number;
}

/** The action that the rules ask for in this state. */
export function decide(state: LoopState, params: LoopParams): Decision {
  const fresh = state.marketAge <= params.maxMarketAge && (state.priceFlags & PriceFlag.market) === 0;
  const level = fresh ? nextLevel(state.level, state.peg, params) : known(state.level);
  const marked = level !== state.level;

  if (state.open === 0) return rest(level, marked, Reason.empty);

  const { low, target, high, line } = bands(state.liquidationLtv, level, params);

  if (state.ltv > high) {
    const goal = toward(target, high, params.recenterBps);
    if (state.ltv >= line) return delever(state, level, goal, Reason.pastRipcord, Urgency.rescue);
    const reason = level >= Level.defend ? Reason.depeg : Reason.aboveMax;
    return delever(state, level, goal, reason, Urgency.protect);
  }
  if (
    state.carry < params.unwindCarry &&
    state.ltv > 0 &&
    level < Level.defend &&
    state.sinceAction >= params.cooldown
  ) {
    return delever(state, level, 0, Reason.negativeCarry, Urgency.rebalance);
  }
  if (state.ltv < low) {
    const goal = Math.min(toward(target, low, params.recenterBps), state.borrowLtv);
    const refused = refusal(state, params, level, goal);
    if (refused !== 0) return rest(level, marked, refused);
    return { action: Action.lever, reason: Reason.belowMin, urgency: Urgency.rebalance, level, target: goal };
  }
  return rest(level, marked, Reason.inBand);
}

/** The depeg level after `peg` is seen at `level`: up at once, down only past each level's re-entry. */
export function nextLevel(level: number, peg: number, params: LoopParams): Level {
  const entered =
    peg < params.evacuatePeg
      ? Level.evacuate
      : peg < params.defendPeg
        ? Level.defend
        : peg < params.watchPeg
          ? Level.watch
          : Level.calm;
  let next = known(level);
  if (entered >= next) return entered;
  if (next === Level.evacuate && peg >= params.evacuateReentry) next = Level.defend;
  if (next === Level.defend && entered < Level.defend && peg >= params.defendReentry) next = Level.watch;
  if (next === Level.watch && entered < Level.watch && peg >= params.watchReentry) next = Level.calm;
  return next;
}

/**
 * The bands in force: centred on the level's target, and never past what the lender's live threshold bears.
 */
export function bands(liquidationLtv: number, level: number, params: LoopParams): Bands {
  const wanted =
    level >= Level.evacuate
      ? params.evacuateLtv
      : level === Level.defend
        ? params.defendLtv
        : params.targetLtv;
  const shift = params.targetLtv - wanted;
  const line = Math.min(params.ripcordLtv, percent97(liquidationLtv));
  const high = Math.min(params.maxLtv - shift, percent97(line));
  const target = Math.min(wanted, percent97(high));
  const low = Math.min(Math.max(params.minLtv - shift, 0), target);
  return { low, target, high, line };
}

function refusal(state: LoopState, params: LoopParams, level: Level, goal: number): Reason | 0 {
  if (level >= Level.watch) return Reason.refusedLevel;
  if (state.marketAge > params.maxMarketAge || state.lenderAge > params.maxLenderAge) {
    return Reason.refusedPriceStale;
  }
  if (state.priceFlags !== 0) return Reason.refusedPriceBound;
  if (state.venueFlags !== 0) return Reason.refusedVenue;
  if (goal <= state.ltv) return Reason.refusedBorrowLimit;
  if (state.carry < params.leverCarry) return Reason.refusedCarry;
  if (state.sinceAction < params.cooldown) return Reason.refusedCooldown;
  return 0;
}

function delever(state: LoopState, level: Level, target: number, reason: Reason, urgency: Urgency): Decision {
  if ((state.venueFlags & VenueFlag.paused) !== 0) {
    return { action: Action.hold, reason: Reason.venuePaused, urgency, level, target: 0 };
  }
  return { action: Action.delever, reason, urgency, level, target };
}

function rest(level: Level, marked: boolean, reason: Reason): Decision {
  const quiet = reason === Reason.inBand || reason === Reason.empty;
  return {
    action: marked ? Action.mark : Action.hold,
    reason: marked && quiet ? Reason.levelChanged : reason,
    urgency: Urgency.idle,
    level,
    target: 0,
  };
}

/** From a band's edge toward the target; the whole way at 10,000 bps. */
function toward(target: number, edge: number, bps: number): number {
  const kept = Math.floor((Math.abs(edge - target) * (10_000 - bps)) / 10_000);
  return edge > target ? target + kept : target - kept;
}

function known(level: number): Level {
  return Math.min(level, Level.evacuate) as Level;
}

function percent97(ratio: number): number {
  return Math.floor((ratio * 97) / 100);
}
