/**
 * What every policy speaks: the action, the reason and the urgency of a decision, as the contracts number
 * them. A decision is made of ratios, ages and codes only; amounts come from the strategy's sizing.
 */

/** Ratios are scaled by this: 0.66 is 660_000_000. */
export const RATIO = 1_000_000_000;

/** Ratios and ages saturate here, so that every product in a policy stays a safe integer. */
export const SATURATED = 1_000_000_000_000;

export const Action = {
  hold: 0,
  lever: 1,
  delever: 2,
  mark: 3,
  deposit: 4,
  exit: 5,
  claim: 6,
  harvest: 7,
  sell: 8,
  enter: 9,
  withdraw: 10,
  borrow: 11,
  repay: 12,
  unwind: 13,
  reduce: 14,
  release: 15,
} as const;
export type Action = (typeof Action)[keyof typeof Action];

/** How deep a depeg is; each level is left only past its own re-entry threshold. */
export const Level = { calm: 0, watch: 1, defend: 2, evacuate: 3 } as const;
export type Level = (typeof Level)[keyof typeof Level];

/** What being late would cost: nothing, carry, safety margin, the position. */
export const Urgency = { idle: 0, rebalance: 1, protect: 2, rescue: 3 } as const;
export type Urgency = (typeof Urgency)[keyof typeof Urgency];

export const Reason = {
  inBand: 0,
  empty: 1,
  levelChanged: 2,
  belowMin: 3,
  aboveMax: 4,
  depeg: 5,
  pastRipcord: 6,
  negativeCarry: 7,
  refusedLevel: 8,
  refusedPriceStale: 9,
  refusedPriceBound: 10,
  refusedVenue: 11,
  refusedBorrowLimit: 12,
  refusedCarry: 13,
  refusedCooldown: 14,
  venuePaused: 15,
  slashed: 16,
  exitMatured: 17,
  worthHarvesting: 18,
  epochOpen: 19,
  exitUnderWay: 20,
  refusedRate: 21,
  idleFunds: 22,
  poolShallow: 23,
  virtualPriceFell: 24,
  refusedBalance: 25,
  refusedCost: 26,
  venueLoss: 27,
  venueIlliquid: 28,
  surplus: 29,
  refusedHeld: 30,
  ruled: 31,
  refusedPace: 32,
} as const;
export type Reason = (typeof Reason)[keyof typeof Reason];

/** Prices that broke a bound of theirs, as a bit mask. */
export const PriceFlag = { market: 1, redemption: 2, lender: 4 } as const;

/** What the lender and the flash lender, or another venue, would refuse now, as a bit mask. */
export const VenueFlag = {
  frozen: 1,
  paused: 2,
  capped: 4,
  noFlash: 8,
  operatorOut: 16,
  gaugeKilled: 32,
  closed: 64,
} as const;

/** What is wrong with a rate that somebody pushes, as a bit mask; a slash is flagged before the rate shows it. */
export const RateFlag = { stale: 1, jumped: 2, fell: 4, flagged: 8 } as const;

export interface Decision {
  readonly action: Action;
  readonly reason: Reason;
  readonly urgency: Urgency;
  /** The depeg level after this decision; the action makes it the remembered one. */
  readonly level: Level;
  /** The ratio that the action leads to (a loop's LTV, a pool's part of the position), scaled 1e9; 0 where there is none. */
  readonly target: number;
}

const nameOf =
  <T extends Record<string, number>>(codes: T) =>
  (code: number): string =>
    Object.keys(codes).find((name) => codes[name] === code) ?? `unknown(${code})`;

export const actionName = nameOf(Action);
export const levelName = nameOf(Level);
export const urgencyName = nameOf(Urgency);
export const reasonName = nameOf(Reason);
