/** A vault with one leveraged loop in a calm market, and what happens around it, for tests. */
import { Action } from "../decision.ts";
import { exchange } from "../kernels/curve/exchange.ts";
import { type Coin, ETH, etherBalance, stethBalance } from "../kernels/curve/steth-pool.ts";
import { stethPrice, tradeToPrice } from "../kernels/curve/trade-to-price.ts";
import { oracleReport } from "../kernels/lido/oracle-report.ts";
import { type Execution, execute } from "../leveraged-loop/execute.ts";
import { loopStrategy } from "../leveraged-loop/model.ts";
import { type LoopSetting, parseLoopSetting } from "../leveraged-loop/params.ts";
import { decide } from "../leveraged-loop/policy.ts";
import { copyPosition, emptyPosition, type Loop } from "../leveraged-loop/position.ts";
import { presets } from "../leveraged-loop/presets.ts";
import { risk } from "../leveraged-loop/risk.ts";
import { transmit } from "../market/feed.ts";
import { copyMarket } from "../market/market.ts";
import { ETHER, roundMarket } from "../market/round-market.fixture.ts";
import { pricesSetting } from "../prices/params.ts";
import { openPrices, poke } from "../prices/steth-prices.ts";
import { allocate } from "./allocate.ts";
import { deposit } from "./enter.ts";
import { copyBooks, openBooks, type Vault } from "./vault.ts";

const LIQUIDATION_LTV = 810_000_000;
const PERCENT = ETHER / 100n;
const SIX_HOURS = 21_600;

export interface LoopedVault {
  readonly loop: Loop;
  readonly vault: Vault;
}

const together = (loop: Loop, books: Vault["books"]): LoopedVault => ({
  loop,
  vault: { books, market: loop.market, strategies: [loopStrategy(loop)] },
});

/** Empty; gains are recognised at up to 50% a year. */
export function emptyVault(setting: LoopSetting = presets.strategist2022): LoopedVault {
  const market = roundMarket();
  const settings = parseLoopSetting(setting, LIQUIDATION_LTV);
  const prices = openPrices(market, pricesSetting.parse({}));
  const position = emptyPosition();
  const books = openBooks(market.time, 50n * PERCENT, 1_000_000n * ETHER);
  return together({ settings, market, prices, position }, books);
}

/** With what `who` deposited put to work and levered to the target. */
export function leveredVault(assets = 1_000n * ETHER, setting?: LoopSetting, who = "alice"): LoopedVault {
  const both = emptyVault(setting);
  deposit(both.vault, who, assets);
  putToWork(both);
  actAsAsked(both.loop);
  return both;
}

export const copyOf = ({ loop, vault }: LoopedVault): LoopedVault =>
  together(
    {
      settings: loop.settings,
      market: copyMarket(loop.market),
      prices: { ...loop.prices },
      position: copyPosition(loop.position),
    },
    copyBooks(vault.books),
  );

/** Allocates everything idle. */
export function putToWork({ vault }: LoopedVault): void {
  for (const strategy of vault.strategies) allocate(vault, strategy, vault.books.idle);
}

/** Executes what the policy asks for; undefined where that is nothing. */
export function actAsAsked(loop: Loop): Execution | undefined {
  const { action, target } = decide(risk(loop), loop.settings.params);
  return action === Action.hold ? undefined : execute(loop, { action, target, floor: 0n });
}

/** Time passes, and then feed and accumulator look at the pool. */
export function observe({ market, prices }: Loop, seconds = SIX_HOURS): void {
  market.time += seconds;
  transmit(market);
  poke(prices, market);
}

/** Somebody sells a part of what the pool holds of a coin, scaled 1e9. */
export function trade({ market: { pool, lido } }: Loop, coin: Coin, part: number): void {
  const held = coin === ETH ? etherBalance(pool) : stethBalance(pool, lido);
  exchange(pool, lido, coin, (held * BigInt(part)) / 1_000_000_000n);
}

/**
 * The market moves to a price of stETH (WAD), in days of at most 2%, each of them seen twice by feed and
 * accumulator.
 */
export function moveTo(loop: Loop, price: bigint): void {
  const { pool, lido } = loop.market;
  const dailyMove = 2n * PERCENT;
  for (let reached = false; !reached; ) {
    const now = stethPrice(pool, lido);
    reached = now - price <= dailyMove && price - now <= dailyMove;
    const next = reached ? price : now > price ? now - dailyMove : now + dailyMove;
    const needed = tradeToPrice(pool, lido, next);
    if (needed !== undefined) exchange(pool, lido, needed.coin, needed.dx);
    observe(loop);
    observe(loop);
  }
}

/** Lido reports a gain (or a loss) of a part of its ether, scaled 1e9. */
export function report({ market: { lido } }: Loop, part: number): void {
  oracleReport(lido, (lido.totalPooledEther * BigInt(part)) / 1_000_000_000n);
}
