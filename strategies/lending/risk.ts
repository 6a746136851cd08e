/**
 * What the policy reads, as ratios, ages and codes. The twin of `risk` in
 * `contracts/strategies/lending/LendingAdvisor.sol`. Left out, since the model's market has none: pauses, freezes and caps of
 * the lender.
 */
import { PriceFlag, SATURATED, VenueFlag } from "../decision.ts";
import { type AccountData, accountData } from "../kernels/aave/v3.0/account-data.ts";
import { WAD } from "../kernels/math/units.ts";
import { ratio, ratioOfBps } from "../leveraged-loop/risk.ts";
import { collateralOf, debtOf, type Lending } from "./books.ts";
import type { LendingState } from "./policy.ts";
import { liquid, placed } from "./venue.ts";
import { aprOf, rateOf } from "./venue-yield.ts";

const FROM_WAD = 1_000_000_000n;
const FROM_RAY = 1_000_000_000_000_000_000n;

export function risk(lending: Lending): LendingState {
  const { around, position } = lending;
  const { market, prices, venue, venueYield, stable } = around;
  const data = account(lending);
  const now = (time: number) => Math.min(Math.max(market.time - time, 0), SATURATED);
  const priced = around.lenderRate > 0n && around.stableRate > 0n;
  const kept = position.looseStable + placed(venue);
  return {
    open: data.totalCollateralBase > 0n ? 1 : 0,
    level: position.level,
    priceFlags: prices.flags | (priced ? 0 : PriceFlag.lender),
    venueFlags:
      (stable.availableLiquidity === 0n ? VenueFlag.capped : 0) |
      (market.flashLiquidity === 0n ? VenueFlag.noFlash : 0) |
      (venue.paused ? VenueFlag.closed : 0),
    ltv: ratio(data.totalDebtBase, data.totalCollateralBase),
    liquidationLtv: ratioOfBps(data.currentLiquidationThreshold),
    borrowLtv: ratioOfBps(data.ltv),
    peg: saturated(prices.peg / FROM_WAD),
    lenderPeg: ratio(around.lenderRate, prices.redemptionRate),
    carry:
      saturated(aprOf(venueYield, venue, market.time) / FROM_WAD) -
      saturated(stable.variableBorrowRate / FROM_RAY),
    cover: ratio(kept, debtOf(lending)),
    liquid: ratio(position.looseStable + liquid(venue), kept),
    venueRate: ratio(rateOf(venue), venueYield.best),
    marketAge: Math.min(prices.marketAge, SATURATED),
    lenderAge: Math.max(now(market.feed.updatedAt), now(around.stableUpdatedAt)),
    sinceAction: now(position.lastAction),
    sinceSale: now(position.lastSale),
  };
}

/** The account as the lender sees it: prices are ETH, of the borrowed asset per whole one. */
export function account(lending: Lending): AccountData {
  const { market, lenderRate, stableRate, stableUnit } = lending.around;
  const debt = debtOf(lending) * (WAD / stableUnit);
  return accountData(market.lender.collateral, collateralOf(lending), lenderRate, debt, stableRate);
}

const saturated = (value: bigint): number => (value < BigInt(SATURATED) ? Number(value) : SATURATED);
