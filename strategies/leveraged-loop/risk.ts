/**
 * Everything that the policy needs to know of a loop, as ratios, ages and codes. The twin of `risk` in
 * `contracts/strategies/LoopAdvisor.sol`.
 */
import { Level, PriceFlag, SATURATED, VenueFlag } from "../decision.ts";
import type { Bps } from "../kernels/math/units.ts";
import { lenderRate } from "../market/feed.ts";
import { accountDataOf } from "../market/lender-account.ts";
import type { Market } from "../market/market.ts";
import { readPrices } from "../prices/steth-prices.ts";
import { decide, type LoopState } from "./policy.ts";
import type { Loop } from "./position.ts";

const SATURATED_BIG = BigInt(SATURATED);
const RATIO_BIG = 1_000_000_000n;
const FROM_WAD = 1_000_000_000n;
const FROM_RAY = 1_000_000_000_000_000_000n;
const FROM_BPS = 100_000n;

export function risk({ market, prices, position }: Loop): LoopState {
  const reading = readPrices(prices, market);
  const data = accountDataOf(market, position);
  const rate = lenderRate(market);
  return {
    open: data.totalCollateralBase > 0n ? 1 : 0,
    level: position.level,
    priceFlags: reading.flags | (rate === 0n ? PriceFlag.lender : 0),
    venueFlags: venueFlags(market),
    ltv: ratio(data.totalDebtBase, data.totalCollateralBase),
    liquidationLtv: ratioOfBps(data.currentLiquidationThreshold),
    borrowLtv: ratioOfBps(data.ltv),
    peg: saturated(reading.peg / FROM_WAD),
    lenderPeg: ratio(rate, reading.redemptionRate),
    carry:
      saturated(reading.stakingApr / FROM_WAD) - saturated(market.lender.weth.variableBorrowRate / FROM_RAY),
    marketAge: Math.min(reading.marketAge, SATURATED),
    lenderAge: Math.min(Math.max(market.time - market.feed.updatedAt, 0), SATURATED),
    sinceAction: Math.min(market.time - position.lastAction, SATURATED),
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

/** The lender's liquidation threshold and borrow limit come in basis points. */
export const ratioOfBps = (bps: Bps): number => saturated(bps * FROM_BPS);

/** numerator / denominator scaled 1e9, floored, saturated. */
export function ratio(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  if (denominator === 0n || numerator / denominator >= SATURATED_BIG / RATIO_BIG) return SATURATED;
  return Number((numerator * RATIO_BIG) / denominator);
}

function venueFlags({ lender, flashLiquidity }: Market): number {
  const capped = lender.weth.availableLiquidity === 0n ? VenueFlag.capped : 0;
  return capped | (flashLiquidity === 0n ? VenueFlag.noFlash : 0);
}

const saturated = (value: bigint): number => (value < SATURATED_BIG ? Number(value) : SATURATED);
