import { describe, expect, test } from "vitest";
import { PriceFlag } from "../decision.ts";
import { exchange } from "../kernels/curve/exchange.ts";
import { tradeToPrice } from "../kernels/curve/trade-to-price.ts";
import { oracleReport } from "../kernels/lido/oracle-report.ts";
import { transmit } from "../market/feed.ts";
import type { Market } from "../market/market.ts";
import { ETHER, roundMarket } from "../market/round-market.fixture.ts";
import { pricesSetting } from "./params.ts";
import { openPrices, poke, readPrices } from "./steth-prices.ts";

const MILLI = ETHER / 1_000n;
const HALF_HOUR = 1_800;
const config = pricesSetting.parse({});

function open() {
  const market = roundMarket();
  return { market, prices: openPrices(market, config) };
}

function setPrice({ pool, lido }: Market, price: bigint): void {
  const trade = tradeToPrice(pool, lido, price);
  if (trade !== undefined) exchange(pool, lido, trade.coin, trade.dx);
}

function later(market: Market, seconds: number): Market {
  market.time += seconds;
  return market;
}

describe("the accumulator", () => {
  test("does not move on a price that was there at one end of the interval only", () => {
    const { market, prices } = open();
    const { average } = prices;
    setPrice(market, 900n * MILLI);
    poke(prices, later(market, HALF_HOUR));
    expect(prices.average).toBe(average);
  });

  test("goes the whole way once both ends agree for its window, part of it before", () => {
    const { market, prices } = open();
    setPrice(market, 960n * MILLI);
    poke(prices, later(market, 1));
    const { average, spot } = prices;
    poke(prices, later(market, HALF_HOUR / 2));
    expect(prices.average).toBe(average - (average - spot) / 2n);
    poke(prices, later(market, HALF_HOUR));
    expect(prices.average).toBe(spot);
  });

  test("moves by 5% at most in one look", () => {
    const { market, prices } = open();
    setPrice(market, 600n * MILLI);
    poke(prices, later(market, 1));
    const { average } = prices;
    poke(prices, later(market, 10 * HALF_HOUR));
    expect(prices.average).toBe(average - average / 20n);
  });

  test("looks once a block", () => {
    const { market, prices } = open();
    poke(prices, later(market, HALF_HOUR));
    const looked = { ...prices };
    setPrice(market, 900n * MILLI);
    poke(prices, market);
    expect(prices).toEqual(looked);
  });
});

test("CLP-01 a swap in the block of a reading moves nothing that is read", () => {
  const { market, prices } = open();
  const before = readPrices(prices, market);
  setPrice(market, 700n * MILLI);
  expect(readPrices(prices, market)).toEqual(before);
});

describe("a reading", () => {
  test("takes the lower of feed and accumulator", () => {
    const { market, prices } = open();
    const { average } = prices;
    market.feed.answer = average - 1n;
    expect(readPrices(prices, market).peg).toBe(average - 1n);
    market.feed.answer = average + 1n;
    expect(readPrices(prices, market).peg).toBe(average);
  });

  test("PRC-01 flags the market price where feed and accumulator are 3% apart, or the feed says nothing", () => {
    const { market, prices } = open();
    market.feed.answer = (prices.average * 97n) / 100n + 1n;
    expect(readPrices(prices, market).flags).toBe(0);
    market.feed.answer = (prices.average * 96n) / 100n;
    expect(readPrices(prices, market).flags).toBe(PriceFlag.market);
    market.feed.answer = 0n;
    expect(readPrices(prices, market)).toMatchObject({ flags: PriceFlag.market, peg: prices.average });
  });

  test("PRC-01 flags a redemption rate that fell, or grew by more than 1%, since the last look", () => {
    const { market, prices } = open();
    oracleReport(market.lido, -1_000n * ETHER);
    expect(readPrices(prices, market).flags).toBe(PriceFlag.redemption);
    oracleReport(market.lido, 60_000n * ETHER);
    expect(readPrices(prices, market).flags).toBe(PriceFlag.redemption);
    poke(prices, later(market, 1));
    expect(readPrices(prices, market).flags).toBe(0);
  });

  test("is as old as the older of its two prices", () => {
    const { market, prices } = open();
    transmit(later(market, 100));
    expect(readPrices(prices, later(market, 20)).marketAge).toBe(120);
    poke(prices, market);
    expect(readPrices(prices, market).marketAge).toBe(20);
  });

  test("assumes the staking rate for three days, and measures it from then on", () => {
    const { market, prices } = open();
    later(market, 3 * 86_400 - 1);
    expect(readPrices(prices, market).stakingApr).toBe(39n * MILLI);
    const measured = later(market, 1);
    const rewards = (measured.lido.totalPooledEther * 3n) / 10_000n;
    oracleReport(measured.lido, rewards, 0n);
    // Three ten-thousandths in three days are 3.65% in a year of 365.
    const { stakingApr } = readPrices(prices, measured);
    expect(stakingApr).toBeGreaterThan(36_499n * (MILLI / 1_000n));
    expect(stakingApr).toBeLessThanOrEqual(36_500n * (MILLI / 1_000n));
  });
});

test("a window below half an hour is refused", () => {
  expect(() => openPrices(roundMarket(), { ...config, window: HALF_HOUR - 1 })).toThrow("WindowTooShort");
});
