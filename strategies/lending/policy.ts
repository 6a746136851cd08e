/**
 * What a lending position should do now: wstETH supplied as collateral, a stable asset borrowed against it
 * and placed in a yield venue. The twin of `contracts/strategies/lending/LendingPolicy.sol`: the same state
 * and parameters give the same action, target and reason, digit for digit. Pure and total.
 *
 * Every quantity is a safe integer: ratios scaled 1e9, floored, saturated at 1e12; ages in seconds.
 */
import { type BandParams, type Bands, bandsInForce, percent97, toward } from "../bands.ts";
import { Action, type Decision, Level, PriceFlag, Reason, Urgency, VenueFlag } from "../decision.ts";
import { type DepegThresholds, knownLevel, nextLevel } from "../depeg-levels.ts";
import type { PaceParams } from "../sale-pace.ts";

/** A thousandth: what the venue pays below it, of the debt or of what it holds, is no repayment worth making between two sales. */
const WORTH_REPAYING = 1_000_000;

export interface LendingState {
  /** 1 where the position has collateral, else 0. */
  readonly open: number;
  /** The depeg level remembered from the last action. */
  readonly level: number;
  /** PriceFlag bits: prices that broke a bound. */
  readonly priceFlags: number;
  /** VenueFlag bits: what the lender, the flash lender and the venue would refuse. */
  readonly venueFlags: number;
  /** Debt / collateral as the lender sees them. */
  readonly ltv: number;
  /** The lender's live liquidation threshold. */
  readonly liquidationLtv: number;
  /** The lender's live limit for new borrows. */
  readonly borrowLtv: number;
  /** marketRate / redemptionRate of the collateral. */
  readonly peg: number;
  /** lenderRate / redemptionRate of the collateral. */
  readonly lenderPeg: number;
  /** What the venue yields less what the loan costs, a year, signed. */
  readonly carry: number;
  /** Borrowed asset held, in the venue and loose, / debt; above 1 the loan has earned more than it cost. */
  readonly cover: number;
  /** What the venue would pay out now / what it holds of ours; 0 where it pays nothing. */
  readonly liquid: number;
  /** A share of the venue now / the best it was worth since the settings were made. */
  readonly venueRate: number;
  readonly marketAge: number;
  readonly lenderAge: number;
  /** Seconds since the last borrow, repay, unwind or harvest. */
  readonly sinceAction: number;
  /** Seconds since collateral was last sold for a repayment. */
  readonly sinceSale: number;
}

export interface LendingParams extends BandParams, DepegThresholds, PaceParams {
  /** Seconds after which a market price no longer counts as known. */
  readonly maxMarketAge: number;
  readonly maxLenderAge: number;
  /** Borrowing needs at least this carry. */
  readonly borrowCarry: number;
  /** Below this carry the loan is repaid. */
  readonly unwindCarry: number;
  /** Cover from which the surplus becomes collateral. */
  readonly harvestCover: number;
  /** Below this the venue has lost too much and is left. */
  readonly minVenueRate: number;
  /** How much of the way from the band's edge to the target one action goes, in basis points. */
  readonly recenterBps: number;
}

/** The action that the rules ask for in this state. */
export function decide(state: LendingState, params: LendingParams): Decision {
  const level = levelOf(state, params);
  const marked = level !== state.level;
  if (state.open === 0 && state.cover === 0) return rest(level, marked, Reason.empty);

  const { low, target, high, line } = bands(state.liquidationLtv, level, params);
  if (state.ltv > high) {
    const goal = toward(target, high, params.recenterBps);
    if (state.ltv >= line) return shed(state, Action.repay, level, goal, Reason.pastRipcord, Urgency.rescue);
    if (awaitsSale(state, params)) return rest(level, marked, Reason.refusedPace);
    const reason = level >= Level.defend ? Reason.depeg : Reason.aboveMax;
    return shed(state, Action.repay, level, goal, reason, Urgency.protect);
  }
  if (state.ltv > 0 && state.venueRate < params.minVenueRate) {
    return leave(state, params, level, marked, Reason.venueLoss, Urgency.protect);
  }
  if (state.ltv > 0 && state.carry < params.unwindCarry && state.sinceAction >= params.cooldown) {
    return leave(state, params, level, marked, Reason.negativeCarry, Urgency.rebalance);
  }
  if (state.cover >= params.harvestCover && harvestable(state, params)) {
    return {
      action: Action.harvest,
      reason: Reason.surplus,
      urgency: Urgency.rebalance,
      level,
      target: 0,
    };
  }
  if (state.ltv < low) {
    const goal = Math.min(toward(target, low, params.recenterBps), state.borrowLtv);
    const refused = refusal(state, params, level, goal);
    if (refused !== 0) return rest(level, marked, refused);
    return {
      action: Action.borrow,
      reason: Reason.belowMin,
      urgency: Urgency.rebalance,
      level,
      target: goal,
    };
  }
  return rest(level, marked, Reason.inBand);
}

/** The bands in force; the lower edge keeps 3% from the target also where the lender's threshold presses it. */
export function bands(liquidationLtv: number, level: number, params: LendingParams): Bands {
  const inForce = bandsInForce(liquidationLtv, level, params);
  return { ...inForce, low: Math.min(inForce.low, percent97(inForce.target)) };
}

function levelOf(state: LendingState, params: LendingParams): Level {
  const fresh = state.marketAge <= params.maxMarketAge && (state.priceFlags & PriceFlag.market) === 0;
  return fresh ? nextLevel(state.level, state.peg, params) : knownLevel(state.level);
}

function refusal(state: LendingState, params: LendingParams, level: Level, goal: number): Reason | 0 {
  if (level >= Level.watch) return Reason.refusedLevel;
  if (state.marketAge > params.maxMarketAge || state.lenderAge > params.maxLenderAge) {
    return Reason.refusedPriceStale;
  }
  if (state.priceFlags !== 0) return Reason.refusedPriceBound;
  if (state.venueFlags !== 0 || state.venueRate < params.minVenueRate) return Reason.refusedVenue;
  if (goal <= state.ltv) return Reason.refusedBorrowLimit;
  if (state.carry < params.borrowCarry) return Reason.refusedCarry;
  if (state.sinceAction < params.cooldown) return Reason.refusedCooldown;
  return 0;
}

/** A harvest sells only what the venue pays out now, at a price that the lender knows. */
function harvestable(state: LendingState, params: LendingParams): boolean {
  return (
    state.sinceAction >= params.cooldown &&
    state.liquid > 0 &&
    state.lenderAge <= params.maxLenderAge &&
    (state.priceFlags & PriceFlag.lender) === 0 &&
    (state.venueFlags & (VenueFlag.paused | VenueFlag.frozen)) === 0
  );
}

/** Leaving the venue waits for its liquidity as long as anything is in it. */
function leave(
  state: LendingState,
  params: LendingParams,
  level: Level,
  marked: boolean,
  reason: Reason,
  urgency: Urgency,
): Decision {
  if (state.liquid === 0 && state.cover > 0) return rest(level, marked, Reason.venueIlliquid);
  if (awaitsSale(state, params)) return rest(level, marked, Reason.refusedPace);
  return shed(state, Action.unwind, level, 0, reason, urgency);
}

/** Between two sales only what the venue pays is repaid. */
const awaitsSale = ({ sinceSale, cover, liquid }: LendingState, { pace }: LendingParams): boolean =>
  sinceSale < pace && (cover < WORTH_REPAYING || liquid < WORTH_REPAYING);

function shed(
  state: LendingState,
  action: Action,
  level: Level,
  target: number,
  reason: Reason,
  urgency: Urgency,
): Decision {
  if ((state.venueFlags & VenueFlag.paused) !== 0) {
    return { action: Action.hold, reason: Reason.venuePaused, urgency, level, target: 0 };
  }
  return { action, reason, urgency, level, target };
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
