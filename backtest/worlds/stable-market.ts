/**
 * A stable asset around a lending position: Aave's reserve of it, a Uniswap pair with WETH, and an ERC-4626 venue that yields. No tape of
 * Keel's tells of any of them but for ETH's price in dollars, so all of it is assumed: a loan that costs 4% a year and a venue that pays 5%,
 * both far larger than the position, and a pair of 100 million dollars a side that follows ETH's price.
 */
import type { Reserve } from "../../strategies/kernels/aave/v3.0/reserve.ts";
import { RAY, SECONDS_PER_YEAR, type Seconds, WAD, type Wad } from "../../strategies/kernels/math/units.ts";
import type { Pair } from "../../strategies/lending/stable-route.ts";
import type { Venue } from "../../strategies/lending/venue.ts";
import { rateOf, type VenueYield } from "../../strategies/lending/venue-yield.ts";

/** The asset has six decimals. */
export const STABLE_UNIT = 1_000_000n;

/** In whole dollars; rates a year. */
export const ASSUMED = {
  supplied: 1_000_000_000n,
  /** 80% of it, of an optimal 90%: it costs 4%, of which suppliers get nine tenths. */
  borrowed: 800_000_000n,
  borrowRate: (RAY * 4n) / 100n,
  liquidityRate: (RAY * 288n) / 10_000n,
  curve: {
    optimalUsageRatio: (RAY * 9n) / 10n,
    baseRate: 0n,
    slope1: (RAY * 45n) / 1_000n,
    slope2: (RAY * 60n) / 100n,
  },
  /** What the pair holds of dollars. */
  pairSide: 100_000_000n,
  inVenue: 500_000_000n,
  /** At simple interest: 5% on all that the venue has. */
  lentByVenue: 400_000_000n,
  venueRate: (WAD * 625n) / 10_000n,
  venueApr: (WAD * 5n) / 100n,
} as const;

/** What the loan costs and the venue pays, in words. */
export const STABLE_ASSUMPTION =
  "a stable asset costs 4% a year to borrow and a venue pays 5% for it; both have room for any position";

/** The venue's books: what it was owed at `since`, and how its shares stand. */
interface LendingVenue {
  readonly cash: bigint;
  readonly totalShares: bigint;
  readonly lent: bigint;
  readonly since: Seconds;
}

/** How a stable market stands when a position is opened in it. */
export interface StableOpening {
  readonly reserve: Reserve;
  readonly venue: LendingVenue;
  readonly venueYield: VenueYield;
}

/** Changed in place. */
export interface StableMarket {
  readonly reserve: Reserve;
  readonly pair: Pair;
  readonly venue: Venue & Pick<LendingVenue, "lent" | "since">;
  readonly venueYield: VenueYield;
  /** ETH per whole stable asset, and when that was last seen. */
  rate: Wad;
  updatedAt: Seconds;
}

/** By whose time the venue's loans bear interest. */
interface Clock {
  readonly time: Seconds;
}

/** @param ethUsd dollars an ETH (WAD) */
export function openStableMarket(
  clock: Clock,
  ethUsd: Wad,
  { reserve, venue, venueYield }: StableOpening = assumedAt(clock.time),
): StableMarket {
  const market: StableMarket = {
    reserve: { ...reserve },
    pair: { weth: 0n, stable: 0n },
    venue: lending(clock, { ...venue, shares: 0n }),
    venueYield: { ...venueYield },
    rate: 0n,
    updatedAt: clock.time,
  };
  follow(market, clock.time, ethUsd);
  return market;
}

/** Moves it, in place, to ETH's price at `time`. */
export function follow(market: StableMarket, time: Seconds, ethUsd: Wad): void {
  market.updatedAt = time;
  market.rate = rateAt(ethUsd);
  Object.assign(market.pair, pairAt(ethUsd));
}

/** What the pair holds at a price of ETH in dollars (WAD). */
export const pairAt = (ethUsd: Wad): Pair => ({
  stable: ASSUMED.pairSide * STABLE_UNIT,
  weth: ASSUMED.pairSide * rateAt(ethUsd),
});

/** ETH per whole dollar. */
const rateAt = (ethUsd: Wad): Wad => (WAD * WAD) / ethUsd;

/** For a position in another market, by the time of that one. */
export const copyStableMarket = (
  { reserve, pair, venue, venueYield, ...rest }: StableMarket,
  clock: Clock,
): StableMarket => ({
  reserve: { ...reserve },
  pair: { ...pair },
  venue: lending(clock, venue),
  venueYield: { ...venueYield },
  ...rest,
});

/** What a venue has lent on bears simple interest. The twin of `contracts/devnet/YieldVenue.sol`. */
const lending = (
  clock: Clock,
  { cash, totalShares, shares, lent, since }: LendingVenue & Pick<Venue, "shares">,
): StableMarket["venue"] => ({
  ...{ cash, totalShares, shares, lent, since },
  paused: false,
  get owed() {
    return lent + (lent * ASSUMED.venueRate * BigInt(clock.time - since)) / (WAD * SECONDS_PER_YEAR);
  },
});

function assumedAt(time: Seconds): StableOpening {
  const [inVenue, lent] = [ASSUMED.inVenue * STABLE_UNIT, ASSUMED.lentByVenue * STABLE_UNIT];
  const venue = { cash: inVenue - lent, totalShares: inVenue, lent, since: time };
  const seen = { rate: rateOf(lending({ time }, { ...venue, shares: 0n })), time };
  return {
    reserve: {
      liquidityIndex: RAY,
      variableBorrowIndex: RAY,
      liquidityRate: ASSUMED.liquidityRate,
      variableBorrowRate: ASSUMED.borrowRate,
      lastUpdate: time,
      scaledSupply: ASSUMED.supplied * STABLE_UNIT,
      scaledDebt: ASSUMED.borrowed * STABLE_UNIT,
      accruedToTreasury: 0n,
      availableLiquidity: (ASSUMED.supplied - ASSUMED.borrowed) * STABLE_UNIT,
      reserveFactor: 1_000n,
      curve: ASSUMED.curve,
    },
    venue,
    venueYield: { assumedApr: ASSUMED.venueApr, best: seen.rate, last: seen, older: seen, newer: seen },
  };
}
