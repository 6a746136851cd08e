/**
 * What a leveraged loop should do now. The twin of `contracts/strategies/LoopPolicy.sol`, and the one file
 * that the keeper and both engines of the backtester import: the same state and parameters give the same
 * action, target and reason, digit for digit. Pure and total: no clock, no I/O, an answer for every state.
 *
 * Every quantity is a safe integer: ratios scaled 1e9, floored, saturated at 1e12; ages in seconds.
 */

import { type BandParams, type Bands, bandsMovedDown, levelShift, toward } from "../bands.ts";
import {
  Action,
  type Decision,
  Level,
  PriceFlag,
  RATIO,
  Reason,
  SATURATED,
  Urgency,
  VenueFlag,
} from "../decision.ts";
import { type DepegThresholds, knownLevel, nextLevel } from "../depeg-levels.ts";
import type { PaceParams } from "../sale-pace.ts";

/** What lies in the staking protocol's withdrawal queue. */
export const Queued = { nothing: 0, waiting: 1, matured: 2 } as const;
export type Queued = (typeof Queued)[keyof typeof Queued];

const HOUR = 3_600;
const HOURS_A_YEAR = 8_760;
const BPS = 10_000;

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
  /** Staking rate less the borrow rate paid over the last window, a year, signed. */
  readonly carry: number;
  readonly marketAge: number;
  readonly lenderAge: number;
  /** Seconds since the last lever or delever. */
  readonly sinceAction: number;
  /** Seconds since the last sale of a delever. */
  readonly sinceSale: number;
  /** 1 where the lender prices the collateral by a market feed, 0 where by the exchange rate. */
  readonly lenderAtMarket: number;
  /** 1 while the strategist's rules hold the loop down. */
  readonly held: number;
  /** A code of {@link Queued}. */
  readonly queued: number;
  /** Staking rate less what borrowing would cost once the loop is at its target, a year, signed. */
  readonly carryAfter: number;
  /** The borrow rate paid over the last window, a year. */
  readonly borrowRate: number;
  /** What a sale at the loop's own size gives up against redemption, a part of it. */
  readonly saleCost: number;
  /** Seconds until the queue is expected to pay; saturated where it takes nothing. */
  readonly queueWait: number;
}

export interface LoopParams extends BandParams, DepegThresholds, PaceParams {
  /** Seconds after which a market price no longer counts as known. */
  readonly maxMarketAge: number;
  readonly maxLenderAge: number;
  /** Levering needs at least this carry. */
  readonly leverCarry: number;
  /** Below this carry the loop unwinds. */
  readonly unwindCarry: number;
  /** How much of the way from the band's upper edge to the target a delever goes, in basis points. */
  readonly recenterBps: number;
  /** By how much the queue must be cheaper than a sale, a part of what is sold. */
  readonly queueMargin: number;
}

/** What the bands depend on beside the parameters. */
export type BandState = Pick<LoopState, "liquidationLtv" | "lenderAtMarket" | "lenderPeg">;

/** The action that the rules ask for in this state. */
export function decide(state: LoopState, params: LoopParams): Decision {
  const fresh = state.marketAge <= params.maxMarketAge && (state.priceFlags & PriceFlag.market) === 0;
  const level = fresh ? nextLevel(state.level, state.peg, params) : knownLevel(state.level);
  const marked = level !== state.level;

  if (state.open === 0 && state.queued !== Queued.matured) return rest(level, marked, Reason.empty);

  const { low, target, high, line } = bands(state, level, params);

  if (state.ltv > high) {
    const goal = toward(target, high, params.recenterBps);
    if (state.ltv >= line) return delever(state, level, goal, Reason.pastRipcord, Urgency.rescue);
    if (state.sinceSale >= params.pace) {
      const reason = level >= Level.defend ? Reason.depeg : Reason.aboveMax;
      return delever(state, level, goal, reason, Urgency.protect);
    }
  }
  if (state.queued === Queued.matured) {
    const asked = { action: Action.claim, reason: Reason.exitMatured, urgency: Urgency.rebalance };
    return unlessPaused(state, { ...asked, level, target: 0 });
  }
  if (state.ltv > high) return rest(level, marked, Reason.refusedPace);
  if (state.carry < params.unwindCarry && state.ltv > 0 && state.sinceAction >= params.cooldown) {
    if (waitingIsCheaper(state, params)) {
      if (state.queued !== Queued.nothing) return rest(level, marked, Reason.exitUnderWay);
      // What goes into the queue leaves the collateral at once, and its debt only once it is paid.
      const goal = exitGoal(target, high);
      if (state.ltv < goal) return exit(state, level, goal);
    }
    if (level < Level.defend) return delever(state, level, 0, Reason.negativeCarry, Urgency.rebalance);
  }
  if (state.ltv < low) {
    const goal = Math.min(target, state.borrowLtv);
    const refused = refusal(state, params, level, goal);
    if (refused !== 0) return rest(level, marked, refused);
    return { action: Action.lever, reason: Reason.belowMin, urgency: Urgency.rebalance, level, target: goal };
  }
  return rest(level, marked, Reason.inBand);
}

/**
 * The bands in force: they move down with the level's target as far as the lender's price follows the depeg, and are never
 * past what the lender's live threshold bears.
 */
export function bands(state: BandState, level: number, params: LoopParams): Bands {
  const entered = level >= Level.evacuate ? params.evacuatePeg : params.defendPeg;
  const shift = Math.floor((levelShift(level, params) * followedBps(state, entered)) / BPS);
  return bandsMovedDown(state.liquidationLtv, shift, params);
}

/** Up to which LTV collateral may leave for the queue: half way from the target to the band's upper edge. */
export const exitGoal = (target: number, high: number): number => Math.floor((target + high) / 2);

/**
 * How much of a depeg to `peg` the lender's price shows or, priced at market, soon will; in basis points. The market price itself
 * is not asked: it may be refused.
 */
export function followedBps({ lenderAtMarket, lenderPeg }: BandState, peg: number): number {
  if (lenderAtMarket !== 0) return BPS;
  const shown = RATIO - Math.min(lenderPeg, RATIO);
  const fallen = RATIO - Math.min(peg, RATIO);
  if (shown === 0) return 0;
  return shown >= fallen ? BPS : Math.floor((shown * BPS) / fallen);
}

/**
 * What the queue costs in place of a sale, a part of what is sold: units in it earn nothing, and the debt that they will repay
 * goes on costing the borrow rate. Saturated beyond a year.
 */
export function waitCost({ borrowRate, queueWait }: Pick<LoopState, "borrowRate" | "queueWait">): number {
  const hours = Math.ceil(queueWait / HOUR);
  return hours > HOURS_A_YEAR ? SATURATED : Math.floor((borrowRate * hours) / HOURS_A_YEAR);
}

const waitingIsCheaper = (state: LoopState, { queueMargin }: LoopParams): boolean =>
  waitCost(state) + queueMargin < state.saleCost;

function refusal(state: LoopState, params: LoopParams, level: Level, goal: number): Reason | 0 {
  if (level >= Level.watch) return Reason.refusedLevel;
  if (state.marketAge > params.maxMarketAge || state.lenderAge > params.maxLenderAge) {
    return Reason.refusedPriceStale;
  }
  if (state.priceFlags !== 0) return Reason.refusedPriceBound;
  if (state.venueFlags !== 0) return Reason.refusedVenue;
  if (goal <= state.ltv) return Reason.refusedBorrowLimit;
  if (state.held !== 0) return Reason.refusedHeld;
  if (state.queued !== Queued.nothing) return Reason.exitUnderWay;
  if (Math.min(state.carry, state.carryAfter) < params.leverCarry) return Reason.refusedCarry;
  if (state.sinceAction < params.cooldown) return Reason.refusedCooldown;
  return 0;
}

function delever(state: LoopState, level: Level, target: number, reason: Reason, urgency: Urgency): Decision {
  return unlessPaused(state, { action: Action.delever, reason, urgency, level, target });
}

function exit(state: LoopState, level: Level, target: number): Decision {
  const asked = { action: Action.exit, reason: Reason.negativeCarry, urgency: Urgency.rebalance };
  return unlessPaused(state, { ...asked, level, target });
}

function unlessPaused({ venueFlags }: LoopState, asked: Decision): Decision {
  if ((venueFlags & VenueFlag.paused) === 0) return asked;
  return { ...asked, action: Action.hold, reason: Reason.venuePaused, target: 0 };
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
