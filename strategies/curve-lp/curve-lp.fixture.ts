/** Liquidity in a pool in a calm market, and what happens around it, for tests. */
import { Action } from "../decision.ts";
import { exchange } from "../kernels/curve/exchange.ts";
import { removeLiquidity } from "../kernels/curve/remove-liquidity.ts";
import { stethPrice, tradeToPrice } from "../kernels/curve/trade-to-price.ts";
import { transmit } from "../market/feed.ts";
import { ETHER, roundMarket } from "../market/round-market.fixture.ts";
import { pricesSetting } from "../prices/params.ts";
import { openPrices, poke } from "../prices/steth-prices.ts";
import { type CurveLpExecution, execute, observe } from "./execute.ts";
import { type CurveLpSetting, parseCurveLpSetting } from "./params.ts";
import { decide } from "./policy.ts";
import { type CurveLp, openPosition } from "./position.ts";
import { risk } from "./risk.ts";
import { stethVenue } from "./steth-venue.ts";

const SIX_HOURS = 21_600;
const DAILY_MOVE = ETHER / 50n;

/** An empty position in the classic pool. */
export function emptyCurveLp(setting: CurveLpSetting = {}): CurveLp {
  const market = roundMarket();
  const venue = stethVenue(market);
  return {
    params: parseCurveLpSetting(setting),
    market,
    prices: openPrices(market, pricesSetting.parse({})),
    venue,
    position: openPosition(market, venue),
  };
}

/** Does what the rules ask for; undefined where that is nothing. */
export function tend(lp: CurveLp): CurveLpExecution | undefined {
  const { action, target } = decide(risk(lp), lp.params);
  return action === Action.hold ? undefined : execute(lp, { action, target, floor: 0n });
}

/** Time passes, and then feed, accumulator and position look at the pool. */
export function lookAround(lp: CurveLp, seconds = SIX_HOURS): void {
  lp.market.time += seconds;
  transmit(lp.market);
  poke(lp.prices, lp.market);
  observe(lp);
}

/** Others take a part of the pool out, scaled 1e9. */
export function othersLeave({ market: { pool, lido }, position }: CurveLp, part: number): void {
  removeLiquidity(pool, lido, ((pool.lpSupply - position.lp) * BigInt(part)) / 1_000_000_000n);
}

/** The market moves to a price of stETH (WAD), in days of at most 2%, each of them seen twice. */
export function moveTo(lp: CurveLp, price: bigint): void {
  const { pool, lido } = lp.market;
  for (let reached = false; !reached; ) {
    const now = stethPrice(pool, lido);
    reached = now - price <= DAILY_MOVE && price - now <= DAILY_MOVE;
    const next = reached ? price : now > price ? now - DAILY_MOVE : now + DAILY_MOVE;
    const needed = tradeToPrice(pool, lido, next);
    if (needed !== undefined) exchange(pool, lido, needed.coin, needed.dx);
    lookAround(lp);
    lookAround(lp);
  }
}
