/**
 * A liquid restaking token held for its yield, through the door of ezETH, weETH or rsETH. The twin of the reading half of
 * `contracts/strategies/restaking/LiquidRestakingStrategy.sol`. Sales are left out: no route is wired. Amounts are wei.
 */
import { PriceFlag, RateFlag, SATURATED, VenueFlag } from "../decision.ts";
import { sharesByEther } from "../kernels/lido/lido.ts";
import { least } from "../kernels/math/extremes.ts";
import { mulDivFloor } from "../kernels/math/mul-div.ts";
import { type Seconds, WAD, type Wad } from "../kernels/math/units.ts";
import { ratio } from "../leveraged-loop/risk.ts";
import { UNLIMITED, type Way } from "./doors/door.ts";
import { type EzethDoor, ezethWay } from "./doors/ezeth-door.ts";
import { type RsethDoor, rsethWay } from "./doors/rseth-door.ts";
import { type WeethDoor, weethWay } from "./doors/weeth-door.ts";
import { type RateBounds, type RateReading, type RateSeen, readRate } from "./pushed-rate.ts";
import { booksOf, type Restaked, type RestakedPosition, saturated, type VenueBooks } from "./restaked.ts";

const RAY_PER_WAD = 10n ** 9n;
/** Ether beyond which a door's room counts as none at all: the conversion to units would overflow. */
const NO_LIMIT = (1n << 128n) - 1n;

export type Door = EzethDoor | WeethDoor | RsethDoor;

const WAYS: Readonly<Record<Door["is"], Way<Door>>> = { ezETH: ezethWay, weETH: weethWay, rsETH: rsethWay };

/** What a door does. */
export const wayOf = ({ is }: Door): Way<Door> => WAYS[is];

export interface LiquidPosition extends RestakedPosition {
  /** Tokens held. */
  tokens: bigint;
  /** What the rate is expected to come down to; zero where no slash is flagged. */
  flaggedRate: Wad;
}

/** What is seen of the token's pushed rate, and of its market. Changed in place. */
export interface TokenSeen {
  readonly rate: RateSeen;
  readonly bounds: RateBounds;
  /** ETH per token as the feed last said; zero where it said nothing of use. */
  price: Wad;
  priceUpdatedAt: Seconds;
}

export interface RestakedLiquid extends Restaked {
  readonly door: Door;
  readonly seen: TokenSeen;
  /** The block's number, by which some protocols wait. */
  block: number;
  readonly position: LiquidPosition;
}

export const pushedRate = ({ seen, door, time }: RestakedLiquid): RateReading =>
  readRate(seen.rate, seen.bounds, wayOf(door).rate(door), time);

const marketAge = ({ seen, time }: RestakedLiquid): Seconds => time - seen.priceUpdatedAt;

export const stakedUnits = (restaked: RestakedLiquid): bigint =>
  sharesByEther(restaked.lido, mulDivFloor(restaked.position.tokens, pushedRate(restaked).rate, WAD));

export const pendingUnits = (restaked: RestakedLiquid): bigint =>
  sharesByEther(restaked.lido, wayOf(restaked.door).pending(restaked));

export const claimableUnits = (restaked: RestakedLiquid): bigint =>
  sharesByEther(restaked.lido, wayOf(restaked.door).claimable(restaked));

export const liquidBooks: VenueBooks<RestakedLiquid> = {
  staked: stakedUnits,
  pending: pendingUnits,
  claimable: claimableUnits,
  room(restaked) {
    const ether = wayOf(restaked.door).room(restaked);
    return ether > NO_LIMIT ? UNLIMITED : sharesByEther(restaked.lido, ether);
  },
  /** The rate itself: it grows by rewards, and only a slash lowers it. */
  factor: (restaked) => pushedRate(restaked).rate * RAY_PER_WAD,
  /** By the worse of what a flagged slash leaves and what the market pays, where that is known. */
  markedDown(restaked, units) {
    const { seen, position, settings } = restaked;
    const { rate } = pushedRate(restaked);
    let worst = position.flaggedRate === 0n ? rate : least(rate, position.flaggedRate);
    if (seen.price > 0n && marketAge(restaked) <= settings.params.maxMarketAge) {
      worst = least(worst, seen.price);
    }
    return rate === 0n ? 0n : mulDivFloor(units, worst, rate);
  },
  tell(restaked) {
    const { door, seen, position } = restaked;
    const way = wayOf(door);
    const pushed = pushedRate(restaked);
    const frozen = way.room(restaked) === 0n;
    return {
      venueFlags: (frozen ? VenueFlag.frozen : 0) | (way.exitsPaused(door) ? VenueFlag.paused : 0),
      rateFlags: pushed.flags | (position.flaggedRate === 0n ? 0 : RateFlag.flagged),
      priceFlags: seen.price === 0n ? PriceFlag.market : 0,
      epochLeft: 0,
      exitWait: saturated(way.exitWait(door)),
      rateAge: saturated(pushed.age),
      peg: ratio(seen.price, pushed.rate),
      marketAge: saturated(marketAge(restaked)),
      saleCost: SATURATED,
      rewards: 0,
    };
  },
};

export const { entryUnits, exitUnits, withdrawLimit, depositLimit, risk, entriesOpen } = booksOf(liquidBooks);
