/**
 * A lending position's books: what it holds and owes, and its two values. The twin of
 * `contracts/strategies/lending/LendingBooks.sol`: a unit is a Lido share and one wstETH. Amounts are wei, of the borrowed
 * asset its own units.
 */
import type { ReserveAccount } from "../kernels/aave/reserve.ts";
import { debtBalance, type Reserve, supplyBalance } from "../kernels/aave/v3.0/reserve.ts";
import { etherByShares, sharesByEther } from "../kernels/lido/lido.ts";
import { excess, most } from "../kernels/math/extremes.ts";
import { mulDivCeil, mulDivFloor } from "../kernels/math/mul-div.ts";
import { type Seconds, WAD, type Wad } from "../kernels/math/units.ts";
import type { Market } from "../market/market.ts";
import { quoteSellFor } from "../market/steth-route.ts";
import type { PriceReading } from "../prices/steth-prices.ts";
import { Refusal } from "../refusal.ts";
import type { LendingSettings } from "./params.ts";
import { type Pair, quoteBuyFor } from "./stable-route.ts";
import { liquid, placed, type Venue } from "./venue.ts";
import type { VenueYield } from "./venue-yield.ts";

/** Lido rounds each of an unwind's conversions and transfers by at most one unit. */
export const UNWIND_DUST = 4n;
/** The borrowed asset's own units: the lender takes up to two less for each of two repayments, and leaves two of dust loose. */
const REPAYMENTS_DUST = 6n;

/** What stands around a lending position at one block. Transitions change it in place. */
export interface LendingMarket {
  readonly market: Market;
  /** The lender's reserve of the borrowed asset. */
  readonly stable: Reserve;
  /** One whole borrowed asset in its own units. */
  readonly stableUnit: bigint;
  /** ETH per whole borrowed asset, and per unit of collateral, as the lender's oracle sees them. */
  readonly stableRate: Wad;
  readonly lenderRate: Wad;
  /** When the borrowed asset's feed last answered. */
  readonly stableUpdatedAt: Seconds;
  readonly pair: Pair;
  readonly venue: Venue;
  readonly venueYield: VenueYield;
  readonly prices: PriceReading;
}

/** What the strategy's account holds and remembers; its shares of the venue are the venue's. Changed in place. */
export interface LendingPosition {
  readonly wsteth: ReserveAccount;
  readonly stable: ReserveAccount;
  /** stETH, wstETH, WETH and borrowed asset that lie loose between two actions; stETH in shares. */
  looseShares: bigint;
  looseWsteth: bigint;
  looseWeth: bigint;
  looseStable: bigint;
  level: number;
  lastAction: Seconds;
  /** When collateral was last sold for a repayment, which leavers' sales do not count as. */
  lastSale: Seconds;
}

export interface Lending {
  readonly settings: LendingSettings;
  readonly around: LendingMarket;
  readonly position: LendingPosition;
}

export const collateralOf = ({ around: { market }, position }: Lending): bigint =>
  supplyBalance(market.lender.wsteth, position.wsteth, market.time);

export const debtOf = ({ around: { market, stable }, position }: Lending): bigint =>
  debtBalance(stable, position.stable, market.time);

/** Units with the debt that is not covered converted at redemptionRate, and with what the loan has earned. */
export function entryUnits(lending: Lending): bigint {
  const { around, position } = lending;
  const { lido } = around.market;
  const covered = position.looseStable + placed(around.venue);
  const debt = debtOf(lending);
  if (covered >= debt) return held(lending) + sharesByEther(lido, inEther(around, covered - debt));
  return excess(held(lending), sharesByEther(lido, inEtherUp(around, debt - covered)) + 1n);
}

/** Units that a full unwind would return now. Zero where no sale covers what the venue does not pay. */
export function exitUnits(lending: Lending): bigint {
  const { around, position } = lending;
  const debt = debtOf(lending);
  const toBuy =
    debt === 0n ? 0n : excess(debt + REPAYMENTS_DUST, position.looseStable + liquid(around.venue));
  if (toBuy === 0n) return excess(held(lending), UNWIND_DUST);
  const atLender = inEtherUp(around, toBuy);
  let cost = most(atLender, mulDivCeil(atLender, WAD, around.prices.peg));
  try {
    cost = most(cost, quoteRepayment(lending, toBuy).sold);
  } catch (error) {
    if (error instanceof Refusal && error.code === "RouteTooShallow") return 0n;
    throw error;
  }
  return excess(held(lending), sharesByEther(around.market.lido, cost) + UNWIND_DUST);
}

/** What buying `owed` of the borrowed asset costs now: WETH to borrow in a flash, and stETH to sell for it. */
export function quoteRepayment(lending: Lending, owed: bigint): { wethIn: bigint; sold: bigint } {
  const { market, pair } = lending.around;
  const wethIn = quoteBuyFor(pair, owed);
  const redeems = etherByShares(market.lido, collateralOf(lending));
  if (wethIn > redeems) throw new Refusal("RouteTooShallow", { owed, wethIn, redeems });
  return { wethIn, sold: quoteSellFor(market, wethIn) };
}

/** An amount of the borrowed asset in ETH at the lender's price, rounded down. */
export const inEther = ({ stableRate, stableUnit }: LendingMarket, amount: bigint): bigint =>
  mulDivFloor(amount, stableRate, stableUnit);

export const inEtherUp = ({ stableRate, stableUnit }: LendingMarket, amount: bigint): bigint =>
  mulDivCeil(amount, stableRate, stableUnit);

const held = (lending: Lending): bigint =>
  collateralOf(lending) + lending.position.looseWsteth + lending.position.looseShares;
