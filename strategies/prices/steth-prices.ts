/**
 * What stETH is worth: to Lido, and to a seller. The twin of `contracts/prices/StethPrices.sol` and
 * `LoopPrices.sol`, digit for digit: an accumulator of what the pool pays for a chunk, which moves only as far as both ends of an
 * interval agree.
 */
import { PriceFlag } from "../decision.ts";
import { etherByShares } from "../kernels/lido/lido.ts";
import { least, most } from "../kernels/math/extremes.ts";
import { SECONDS_PER_YEAR, type Seconds, WAD, type Wad } from "../kernels/math/units.ts";
import type { Market } from "../market/market.ts";
import { quoteSell } from "../market/steth-route.ts";
import { Refusal } from "../refusal.ts";
import { anchorDue, type DebtAnchor, debtAnchor } from "./borrow-rate.ts";

const ANCHOR_SPACING: Seconds = 3 * 86_400;
/** What prices average over at least. */
export const SHORTEST_WINDOW: Seconds = 30 * 60;

export interface PricesConfig {
  /** Over which the accumulator goes the whole way; at least 30 minutes. */
  readonly window: Seconds;
  /** Largest move of the accumulator in one poke. */
  readonly maxStep: Wad;
  /** Largest gap between feed and accumulator before the market price is flagged. */
  readonly maxGap: Wad;
  /** Largest growth of redemptionRate between two pokes before it is flagged; any fall is. */
  readonly maxGrowth: Wad;
  /** The sale whose price is observed, stETH wei. */
  readonly chunk: bigint;
  /** The staking rate until three days of it are measured: an assumption, a year. */
  readonly assumedStakingApr: Wad;
}

interface Anchor {
  readonly rate: Wad;
  readonly time: Seconds;
}

/** What the contract stores. `poke` replaces parts of it. */
export interface Prices {
  readonly config: PricesConfig;
  average: Wad;
  spot: Wad;
  time: Seconds;
  lastRate: Anchor;
  olderAnchor: Anchor;
  newerAnchor: Anchor;
  olderDebt: DebtAnchor;
  newerDebt: DebtAnchor;
}

export interface PriceReading {
  /** ETH per unit that Lido redeems. */
  readonly redemptionRate: Wad;
  /** ETH that a sale of one stETH fetches: the lower of feed and accumulator. */
  readonly peg: Wad;
  /** Seconds since the older of the two market prices was seen. */
  readonly marketAge: Seconds;
  /** PriceFlag bits. */
  readonly flags: number;
  /** Growth of redemptionRate, a year, simple. */
  readonly stakingApr: Wad;
}

/** ETH per unit that Lido redeems. */
export const redemptionRate = ({ lido }: Market): Wad => etherByShares(lido, WAD);

/** Prices as deployed at the market's time. */
export function openPrices(market: Market, config: PricesConfig): Prices {
  if (config.window < SHORTEST_WINDOW) throw new Refusal("WindowTooShort", { window: config.window });
  const spot = spotOf(market, config.chunk);
  const anchor = { rate: redemptionRate(market), time: market.time };
  const debt = debtAnchor(market);
  return {
    config,
    average: spot,
    spot,
    time: market.time,
    lastRate: anchor,
    olderAnchor: anchor,
    newerAnchor: anchor,
    olderDebt: debt,
    newerDebt: debt,
  };
}

/** Observes pool and protocol; the second call of a block changes nothing. */
export function poke(prices: Prices, market: Market): void {
  const { time } = market;
  if (prices.time === time) return;
  const spot = spotOf(market, prices.config.chunk);
  prices.average = moved(prices, spot, time - prices.time);
  prices.spot = spot;
  prices.time = time;
  const anchor = { rate: redemptionRate(market), time };
  prices.lastRate = anchor;
  if (time - prices.newerAnchor.time >= ANCHOR_SPACING) {
    prices.olderAnchor = prices.newerAnchor;
    prices.newerAnchor = anchor;
  }
  if (anchorDue(prices.newerDebt, market)) {
    prices.olderDebt = prices.newerDebt;
    prices.newerDebt = debtAnchor(market);
  }
}

export function readPrices(prices: Prices, market: Market): PriceReading {
  const rate = redemptionRate(market);
  let flags = redemptionBroken(prices, rate) ? PriceFlag.redemption : 0;
  const oldest = Math.min(prices.time, market.feed.updatedAt);
  const { average } = prices;
  const fed = market.feed.answer;
  if (fed <= 0n) {
    flags |= PriceFlag.market;
  } else {
    const gap = most(fed, average) - least(fed, average);
    if (gap * WAD > average * prices.config.maxGap) flags |= PriceFlag.market;
  }
  return {
    redemptionRate: rate,
    peg: fed > 0n ? least(average, fed) : average,
    marketAge: Math.max(market.time - oldest, 0),
    flags,
    stakingApr: stakingApr(prices, rate, market.time),
  };
}

const spotOf = (market: Market, chunk: bigint): Wad => (quoteSell(market, chunk) * WAD) / chunk;

/** Toward whichever end of the interval lies nearer, and not at all where they lie on different sides. */
function moved({ average, spot: before, config }: Prices, spot: Wad, elapsed: Seconds): Wad {
  const window = BigInt(config.window);
  const weight = BigInt(Math.min(elapsed, config.window));
  const cap = (average * config.maxStep) / WAD;
  const lower = least(before, spot);
  if (lower > average) return average + least(((lower - average) * weight) / window, cap);
  const upper = most(before, spot);
  if (upper < average) return average - least(((average - upper) * weight) / window, cap);
  return average;
}

function redemptionBroken({ lastRate, config }: Prices, rate: Wad): boolean {
  return rate < lastRate.rate || (rate - lastRate.rate) * WAD > lastRate.rate * config.maxGrowth;
}

function stakingApr({ olderAnchor: from, config }: Prices, rate: Wad, time: Seconds): Wad {
  const elapsed = time - from.time;
  if (elapsed < ANCHOR_SPACING) return config.assumedStakingApr;
  if (rate <= from.rate) return 0n;
  return ((rate - from.rate) * WAD * SECONDS_PER_YEAR) / (from.rate * BigInt(elapsed));
}
