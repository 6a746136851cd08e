/**
 * A stable asset around a lending position: Aave's reserve of it, a Uniswap pair with WETH, and an ERC-4626 venue that yields. No tape of
 * Keel's tells of any of them but for ETH's price in dollars, so all of it is assumed: a loan that costs 4% a year and a venue that pays 5%,
 * both far larger than the position, and a pair of 100 million dollars a side that follows ETH's price.
 */
import type { Reserve } from "../../strategies/kernels/aave/v3.0/reserve.ts";
import { SECONDS_PER_YEAR, type Seconds, WAD, type Wad } from "../../strategies/kernels/math/units.ts";
import type { Pair } from "../../strategies/lending/stable-route.ts";
import type { Venue } from "../../strategies/lending/venue.ts";
import { rateOf, type VenueYield } from "../../strategies/lending/venue-yield.ts";

const RAY = 10n ** 27n;
/** The asset has six decimals. */
export const STABLE_UNIT = 1_000_000n;
const MILLION = 1_000_000n * STABLE_UNIT;

const RESERVE = { supplied: 1_000n * MILLION, borrowed: 800n * MILLION };
const PAIR_SIDE = 100n * MILLION;
const VENUE = { cash: 100n * MILLION, owed: 400n * MILLION };
const VENUE_APR: Wad = (WAD * 5n) / 100n;

/** What the loan costs and the venue pays, in words. */
export const STABLE_ASSUMPTION =
  "a stable asset costs 4% a year to borrow and a venue pays 5% for it; both have room for any position";

/** Changed in place. */
export interface StableMarket {
  readonly reserve: Reserve;
  readonly pair: Pair;
  readonly venue: Venue;
  readonly venueYield: VenueYield;
  /** ETH per whole stable asset, and when that was last seen. */
  rate: Wad;
  updatedAt: Seconds;
}

/** @param ethUsd dollars an ETH (WAD) */
export function openStableMarket(time: Seconds, ethUsd: Wad): StableMarket {
  const venue = { ...VENUE, totalShares: VENUE.cash + VENUE.owed, shares: 0n, paused: false };
  const seen = { rate: rateOf(venue), time };
  const market: StableMarket = {
    reserve: {
      liquidityIndex: RAY,
      variableBorrowIndex: RAY,
      liquidityRate: 0n,
      // 80% lent out of an optimal 90%, where it costs 4.5%.
      variableBorrowRate: (RAY * 4n) / 100n,
      lastUpdate: time,
      scaledSupply: RESERVE.supplied,
      scaledDebt: RESERVE.borrowed,
      accruedToTreasury: 0n,
      availableLiquidity: RESERVE.supplied - RESERVE.borrowed,
      reserveFactor: 1_000n,
      curve: {
        optimalUsageRatio: (RAY * 9n) / 10n,
        baseRate: 0n,
        slope1: (RAY * 45n) / 1_000n,
        slope2: (RAY * 60n) / 100n,
      },
    },
    pair: { weth: 0n, stable: 0n },
    venue,
    venueYield: { assumedApr: VENUE_APR, best: seen.rate, last: seen, older: seen, newer: seen },
    rate: 0n,
    updatedAt: time,
  };
  follow(market, time, ethUsd);
  return market;
}

/** Moves it, in place, to `time` and to ETH's price then. */
export function follow(market: StableMarket, time: Seconds, ethUsd: Wad): void {
  const { venue, pair } = market;
  const elapsed = BigInt(time - market.updatedAt);
  venue.owed += ((venue.cash + venue.owed) * VENUE_APR * elapsed) / (WAD * SECONDS_PER_YEAR);
  market.updatedAt = time;
  market.rate = (WAD * WAD) / ethUsd;
  pair.stable = PAIR_SIDE;
  pair.weth = (PAIR_SIDE * market.rate) / STABLE_UNIT;
}

export const copyStableMarket = ({
  reserve,
  pair,
  venue,
  venueYield,
  ...rest
}: StableMarket): StableMarket => ({
  reserve: { ...reserve },
  pair: { ...pair },
  venue: { ...venue },
  venueYield: { ...venueYield },
  ...rest,
});
