/**
 * A liquid restaking token held for its yield, ezETH by its door. The twin of the reading half of
 * `contracts/strategies/restaking/{LiquidRestakingStrategy,doors/EzethDoor}.sol` and of the port of Renzo behind it. Sales are left
 * out: no route is wired. Amounts are wei.
 */
import { PriceFlag, RateFlag, SATURATED, VenueFlag } from "../decision.ts";
import { sharesByEther } from "../kernels/lido/lido.ts";
import { least } from "../kernels/math/extremes.ts";
import { mulDivFloor } from "../kernels/math/mul-div.ts";
import { type Seconds, WAD, type Wad } from "../kernels/math/units.ts";
import { ratio } from "../leveraged-loop/risk.ts";
import { type RateBounds, type RateReading, type RateSeen, readRate } from "./pushed-rate.ts";
import { booksOf, type Restaked, type RestakedPosition, saturated, type VenueBooks } from "./restaked.ts";

const RAY_PER_WAD = 10n ** 9n;
const UNLIMITED = (1n << 256n) - 1n;
const MAX_REQUESTS = 16;

/** A redemption that was asked for. */
export interface RedemptionRequest {
  /** ETH that it was worth when it was made. */
  readonly asked: bigint;
  readonly tokens: bigint;
  readonly createdAt: Seconds;
}

export interface LiquidPosition extends RestakedPosition {
  /** Tokens held. */
  tokens: bigint;
  /** Lido shares that rounding left with the door. */
  doorShares: bigint;
  requests: RedemptionRequest[];
  /** What the rate is expected to come down to; zero where no slash is flagged. */
  flaggedRate: Wad;
}

/** The token's own protocol, and the feed of its market. Changed in place. */
export interface RestakedToken {
  /** ETH per token as last pushed. */
  rate: Wad;
  readonly seen: RateSeen;
  readonly bounds: RateBounds;
  readonly coolDown: Seconds;
  paused: boolean;
  /** ETH per token as the feed last said; zero where it said nothing of use. */
  price: Wad;
  priceUpdatedAt: Seconds;
}

export interface RestakedLiquid extends Restaked {
  readonly token: RestakedToken;
  readonly position: LiquidPosition;
}

export const pushedRate = ({ token, time }: RestakedLiquid): RateReading =>
  readRate(token.seen, token.bounds, token.rate, time);

export const exitsPaused = ({ token, position }: RestakedLiquid): boolean =>
  token.paused || position.requests.length >= MAX_REQUESTS;

export const hasMatured = ({ token, time }: RestakedLiquid, { createdAt }: RedemptionRequest): boolean =>
  !token.paused && time - createdAt >= token.coolDown;

/** ETH that a request pays: what it was worth when it was made, or less after a fall. */
export const pays = ({ token }: RestakedLiquid, { asked, tokens }: RedemptionRequest): bigint =>
  least(asked, mulDivFloor(tokens, token.rate, WAD));

const marketAge = ({ token, time }: RestakedLiquid): Seconds => time - token.priceUpdatedAt;

function requested(restaked: RestakedLiquid, matured: boolean): bigint {
  const ether = restaked.position.requests
    .filter((request) => hasMatured(restaked, request) === matured)
    .reduce((sum, request) => sum + pays(restaked, request), 0n);
  return sharesByEther(restaked.lido, ether);
}

export const stakedUnits = (restaked: RestakedLiquid): bigint =>
  sharesByEther(restaked.lido, mulDivFloor(restaked.position.tokens, pushedRate(restaked).rate, WAD));

export const pendingUnits = (restaked: RestakedLiquid): bigint => requested(restaked, false);

export const claimableUnits = (restaked: RestakedLiquid): bigint => requested(restaked, true);

export const liquidBooks: VenueBooks<RestakedLiquid> = {
  staked: stakedUnits,
  pending: pendingUnits,
  claimable: claimableUnits,
  room: ({ token }) => (token.paused ? 0n : UNLIMITED),
  /** The rate itself: it grows by rewards, and only a slash lowers it. */
  factor: (restaked) => pushedRate(restaked).rate * RAY_PER_WAD,
  /** By the worse of what a flagged slash leaves and what the market pays, where that is known. */
  markedDown(restaked, units) {
    const { token, position, settings } = restaked;
    const { rate } = pushedRate(restaked);
    let worst = position.flaggedRate === 0n ? rate : least(rate, position.flaggedRate);
    if (token.price > 0n && marketAge(restaked) <= settings.params.maxMarketAge) {
      worst = least(worst, token.price);
    }
    return rate === 0n ? 0n : mulDivFloor(units, worst, rate);
  },
  tell(restaked) {
    const { token, position } = restaked;
    const pushed = pushedRate(restaked);
    return {
      venueFlags: (token.paused ? VenueFlag.frozen : 0) | (exitsPaused(restaked) ? VenueFlag.paused : 0),
      rateFlags: pushed.flags | (position.flaggedRate === 0n ? 0 : RateFlag.flagged),
      priceFlags: token.price === 0n ? PriceFlag.market : 0,
      epochLeft: 0,
      exitWait: saturated(token.coolDown),
      rateAge: saturated(pushed.age),
      peg: ratio(token.price, pushed.rate),
      marketAge: saturated(marketAge(restaked)),
      saleCost: SATURATED,
      rewards: 0,
    };
  },
};

export const { entryUnits, exitUnits, withdrawLimit, depositLimit, risk, entriesOpen } = booksOf(liquidBooks);
