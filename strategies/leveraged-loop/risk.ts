/**
 * Everything that the policy needs to know of a loop, as ratios, ages and codes. The twin of `risk` in
 * `contracts/strategies/LoopAdvisor.sol`, for the market that `strategies/market` models.
 */
import { Level, PriceFlag, SATURATED, VenueFlag } from "../decision.ts";
import { least } from "../kernels/math/extremes.ts";
import type { Bps } from "../kernels/math/units.ts";
import { lenderRate } from "../market/feed.ts";
import { accountDataOf, debtOf } from "../market/lender-account.ts";
import type { Market } from "../market/market.ts";
import { quoteSell } from "../market/steth-route.ts";
import { borrowApr, borrowAprAfter } from "../prices/borrow-rate.ts";
import { readPrices } from "../prices/steth-prices.ts";
import { queueStatus } from "./exits.ts";
import { planLever } from "./lever.ts";
import { decide, type LoopState } from "./policy.ts";
import type { Loop } from "./position.ts";

const SATURATED_BIG = BigInt(SATURATED);
const RATIO_BIG = 1_000_000_000n;
const FROM_WAD = 1_000_000_000n;
const FROM_BPS = 100_000n;

/** Below it the pool's own rounding outweighs the trade, stETH wei. */
const DUST = 1_000_000_000n;

export function risk(loop: Loop): LoopState {
  const { market, position, settings } = loop;
  const { staking, ...seen } = standingOf(loop);
  const lever = planLever(loop, BigInt(settings.params.targetLtv), BigInt(seen.lenderPeg));
  const { queued, wait } = queueStatus(market, position.exits, settings.queueWait);
  return {
    ...seen,
    venueFlags: venueFlags(market),
    sinceAction: Math.min(market.time - position.lastAction, SATURATED),
    sinceSale: Math.min(market.time - position.lastSale, SATURATED),
    held: position.held ? 1 : 0,
    queued,
    carryAfter: staking - saturated(borrowAprAfter(market, lever) / FROM_WAD),
    saleCost: saleCost(loop),
    queueWait: wait,
  };
}

/** What of it needs no quote: where the position stands, and what it is exposed to. */
export function standingOf({ market, prices, position }: Loop) {
  const reading = readPrices(prices, market);
  const data = accountDataOf(market, position);
  const rate = lenderRate(market);
  const staking = saturated(reading.stakingApr / FROM_WAD);
  const { atMarket } = market.lender.collateral;
  const borrowRate = saturated(borrowApr(prices.olderDebt, market) / FROM_WAD);
  return {
    open: data.totalCollateralBase > 0n ? 1 : 0,
    level: position.level,
    priceFlags: reading.flags | (rate === 0n ? PriceFlag.lender : 0),
    ltv: ratio(data.totalDebtBase, data.totalCollateralBase),
    liquidationLtv: ratioOfBps(data.currentLiquidationThreshold),
    borrowLtv: ratioOfBps(data.ltv),
    peg: saturated(reading.peg / FROM_WAD),
    lenderPeg: ratio(rate, reading.redemptionRate),
    carry: staking - borrowRate,
    marketAge: Math.min(reading.marketAge, SATURATED),
    // An exchange rate is never old.
    lenderAge: atMarket ? Math.min(Math.max(market.time - market.feed.updatedAt, 0), SATURATED) : 0,
    lenderAtMarket: atMarket ? 1 : 0,
    borrowRate,
    staking,
  };
}

/**
 * False from depeg level `defend` on, and while a price is out of bounds: then nobody may buy in at entry
 * value.
 */
export function entriesOpen(loop: Loop): boolean {
  const state = risk(loop);
  return decide(state, loop.settings.params).level < Level.defend && state.priceFlags === 0;
}

/** The depeg level as the rules see it now. */
export const levelNow = (loop: Loop): Level => decide(risk(loop), loop.settings.params).level;

/** The lender's liquidation threshold and borrow limit come in basis points. */
export const ratioOfBps = (bps: Bps): number => saturated(bps * FROM_BPS);

/** numerator / denominator scaled 1e9, floored, saturated. */
export function ratio(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  if (denominator === 0n || numerator / denominator >= SATURATED_BIG / RATIO_BIG) return SATURATED;
  return Number((numerator * RATIO_BIG) / denominator);
}

/** What selling for the debt, or one chunk of it, gives up against redemption. */
function saleCost({ market, position, settings }: Loop): number {
  const size = least(debtOf(market, position), settings.maxChunk);
  if (size < DUST) return 0;
  const fetched = quoteSell(market, size);
  return fetched < size ? ratio(size - fetched, size) : 0;
}

function venueFlags({ lender, flashLiquidity }: Market): number {
  const capped = lender.weth.availableLiquidity === 0n ? VenueFlag.capped : 0;
  return capped | (flashLiquidity === 0n ? VenueFlag.noFlash : 0);
}

const saturated = (value: bigint): number => (value < SATURATED_BIG ? Number(value) : SATURATED);
