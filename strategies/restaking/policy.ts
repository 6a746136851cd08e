/**
 * What a restaked position should do now. The twin of `contracts/strategies/restaking/RestakingPolicy.sol`, for
 * every venue that takes stake and gives it back slowly: a Symbiotic vault, EigenLayer, a liquid restaking token.
 * The same state and parameters give the same decision, digit for digit. Pure and total: no clock, no I/O, an
 * answer for every state.
 *
 * Every quantity is a safe integer: ratios scaled 1e9, floored, saturated at 1e12; times in seconds. Amounts are
 * shares of the position's cap. A market price closes entries and can forbid a sale; it never asks for one.
 */
import {
  Action,
  type Decision,
  Level,
  PriceFlag,
  RATIO,
  RateFlag,
  Reason,
  Urgency,
  VenueFlag,
} from "../decision.ts";

export interface RestakingState {
  /** 1 where the position holds anything, on its way out included, else 0. */
  readonly open: number;
  /** The alarm level remembered from the last action. */
  readonly level: number;
  /** VenueFlag bits: deposits closed, exits refused, full, no operator that works for it. */
  readonly venueFlags: number;
  /** RateFlag bits: what is wrong with a rate that is pushed. */
  readonly rateFlags: number;
  /** PriceFlag bits. */
  readonly priceFlags: number;
  /** What is at stake. */
  readonly staked: number;
  /** What lies here and is not at stake. */
  readonly loose: number;
  /** What is on its way out and cannot be claimed yet. */
  readonly pending: number;
  /** What has matured and can be claimed now. */
  readonly claimable: number;
  /** Seconds until the venue's epoch ends; 0 where it has none. */
  readonly epochLeft: number;
  /** Seconds that an exit asked for now would take. */
  readonly exitWait: number;
  /** What slashes took of each unit at stake since the last action. */
  readonly slashSeen: number;
  /** Seconds since a pushed rate last changed; 0 where the venue's own books answer. */
  readonly rateAge: number;
  /** marketRate / redemptionRate. */
  readonly peg: number;
  readonly marketAge: number;
  /** What a sale at our size would lose against redemption; saturated where there is none. */
  readonly saleCost: number;
  /** What the rewards are worth, in times what claiming them costs. */
  readonly rewards: number;
  /** Seconds since the last deposit, exit or sale. */
  readonly sinceAction: number;
  /** Seconds since the level last rose, or a slash was last noted. */
  readonly sinceAlarm: number;
}

export interface RestakingParams {
  /** Share of the cap that deposits fill. */
  readonly targetStaked: number;
  /** Share of the cap above which an exit down to the target is asked for. */
  readonly maxStaked: number;
  /** What stays at stake at level `evacuate`. */
  readonly evacuateStaked: number;
  /** The least that is worth a deposit of its own. */
  readonly minLoose: number;
  readonly watchPeg: number;
  readonly watchReentry: number;
  readonly defendPeg: number;
  readonly defendReentry: number;
  /** Slashes from which on the level is `defend`, and `evacuate`. */
  readonly defendSlash: number;
  readonly evacuateSlash: number;
  /** Seconds after which a market price no longer counts as known. */
  readonly maxMarketAge: number;
  readonly maxRateAge: number;
  /** Seconds for which a level stays after what raised it is over. */
  readonly calmAfter: number;
  /** Seconds between two actions that nothing urgent asks for. */
  readonly cooldown: number;
  /** How long before an epoch's end an exit that is not urgent is asked for. */
  readonly epochWindow: number;
  /** What waiting for an exit costs, a year: what a sale is compared with. */
  readonly waitCost: number;
  /** The furthest that market and redemption price may be apart for a sale. */
  readonly maxGap: number;
  /** The least that rewards are claimed for, in times what claiming costs. */
  readonly minHarvest: number;
}

const HOUR = 3_600;
const HOURS_A_YEAR = 8_760;
/** Longer waits count as ten years, so that the product below stays a safe integer. */
const LONGEST_WAIT = 10 * HOURS_A_YEAR * HOUR;

/** The action that the rules ask for in this state. */
export function decide(state: RestakingState, params: RestakingParams): Decision {
  const level = nextLevel(state, params);
  if (state.open === 0) return rest(state, level, Reason.empty);

  const evacuating = level === Level.evacuate;
  if (evacuating && state.staked > params.evacuateStaked) {
    return leave(state, params, level, params.evacuateStaked, Reason.slashed, Urgency.rescue);
  }
  if (state.claimable > 0) {
    const urgency = level >= Level.defend ? Urgency.protect : Urgency.rebalance;
    return { action: Action.claim, reason: Reason.exitMatured, urgency, level, target: 0 };
  }
  if (!evacuating && state.staked > params.maxStaked) {
    if (state.sinceAction < params.cooldown) return rest(state, level, Reason.refusedCooldown);
    if (state.epochLeft > params.epochWindow) return rest(state, level, Reason.epochOpen);
    return leave(state, params, level, params.targetStaked, Reason.aboveMax, Urgency.rebalance);
  }
  if (state.rewards >= params.minHarvest) {
    const reason = Reason.worthHarvesting;
    return { action: Action.harvest, reason, urgency: Urgency.rebalance, level, target: 0 };
  }
  if (state.loose >= params.minLoose && state.staked < params.targetStaked) {
    const refused = refusal(state, params, level);
    if (refused !== 0) return rest(state, level, refused);
    const target = Math.min(params.targetStaked, state.staked + state.loose);
    return { action: Action.deposit, reason: Reason.belowMin, urgency: Urgency.rebalance, level, target };
  }
  return rest(state, level, Reason.inBand);
}

/**
 * The alarm level in this state: up at once; down only `calmAfter` seconds after the last alarm, and where the
 * market price had raised it, past its re-entry.
 */
export function nextLevel(state: RestakingState, params: RestakingParams): Level {
  const known = Math.min(state.level, Level.evacuate) as Level;
  const entered = alarm(state, params, params.watchPeg, params.defendPeg);
  if (entered >= known || state.sinceAlarm < params.calmAfter) return Math.max(entered, known) as Level;
  const stayed = alarm(state, params, params.watchReentry, params.defendReentry);
  return Math.min(stayed, known) as Level;
}

/** A slash alone makes for `evacuate`; the market price goes no further than `defend`, whatever it says. */
function alarm(state: RestakingState, params: RestakingParams, watchPeg: number, defendPeg: number): Level {
  const { slashSeen, rateFlags, venueFlags, peg } = state;
  const priced = marketKnown(state, params);
  if (slashSeen >= params.evacuateSlash) return Level.evacuate;
  if (
    slashSeen >= params.defendSlash ||
    (rateFlags & (RateFlag.fell | RateFlag.flagged)) !== 0 ||
    (priced && peg < defendPeg)
  ) {
    return Level.defend;
  }
  if (
    slashSeen > 0 ||
    rateFlags !== 0 ||
    state.rateAge > params.maxRateAge ||
    (venueFlags & (VenueFlag.frozen | VenueFlag.paused | VenueFlag.operatorOut)) !== 0 ||
    (priced && peg < watchPeg)
  ) {
    return Level.watch;
  }
  return Level.calm;
}

/** What waiting for an exit asked for now would cost, as a ratio. */
export function queueCost(exitWait: number, waitCost: number): number {
  const hours = Math.ceil(Math.min(exitWait, LONGEST_WAIT) / HOUR);
  return Math.floor((hours * waitCost) / HOURS_A_YEAR);
}

/** By sale only where that is cheaper than the queue and market and redemption agree; else by the queue. */
function leave(
  state: RestakingState,
  params: RestakingParams,
  level: Level,
  target: number,
  reason: Reason,
  urgency: Urgency,
): Decision {
  const agreed =
    marketKnown(state, params) &&
    state.rateFlags === 0 &&
    Math.abs(RATIO - state.peg) <= params.maxGap &&
    state.rateAge <= params.maxRateAge;
  if (agreed && state.saleCost < queueCost(state.exitWait, params.waitCost)) {
    return { action: Action.sell, reason, urgency, level, target };
  }
  if ((state.venueFlags & VenueFlag.paused) !== 0) {
    return { action: Action.hold, reason: Reason.venuePaused, urgency, level, target: 0 };
  }
  return { action: Action.exit, reason, urgency, level, target };
}

/** Why nothing may be deposited now; 0 where it may. */
export function refusal(state: RestakingState, params: RestakingParams, level: Level): Reason | 0 {
  if (state.rateFlags !== 0 || state.rateAge > params.maxRateAge) return Reason.refusedRate;
  if (level >= Level.watch) return Reason.refusedLevel;
  if (state.venueFlags !== 0) return Reason.refusedVenue;
  if (state.pending > 0) return Reason.exitUnderWay;
  if (state.sinceAction < params.cooldown) return Reason.refusedCooldown;
  return 0;
}

function rest(state: RestakingState, level: Level, reason: Reason): Decision {
  const quiet = reason === Reason.inBand || reason === Reason.empty;
  const noted = state.slashSeen > 0 ? Reason.slashed : Reason.levelChanged;
  const marked = level !== state.level || state.slashSeen > 0;
  return {
    action: marked ? Action.mark : Action.hold,
    reason: marked && quiet ? noted : reason,
    urgency: Urgency.idle,
    level,
    target: 0,
  };
}

function marketKnown({ marketAge, priceFlags }: RestakingState, { maxMarketAge }: RestakingParams): boolean {
  return marketAge <= maxMarketAge && (priceFlags & PriceFlag.market) === 0;
}
