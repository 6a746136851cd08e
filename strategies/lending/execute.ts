/**
 * A lending position's actions, enforced and carried out as the contract does it. The twin of `execute` in
 * `contracts/strategies/lending/LendingStrategy.sol` and of the sizing in `LendingAdvisor.sol`; throws what they revert with.
 */
import { Action, type Decision, PriceFlag, Urgency } from "../decision.ts";
import { borrow } from "../kernels/aave/v3.0/borrow.ts";
import { borrowRefusal } from "../kernels/aave/v3.0/risk.ts";
import { sharesByEther } from "../kernels/lido/lido.ts";
import { excess, least, most } from "../kernels/math/extremes.ts";
import { mulDivFloor } from "../kernels/math/mul-div.ts";
import { WAD, type Wad } from "../kernels/math/units.ts";
import { toSell } from "../leveraged-loop/sizing.ts";
import { buy as buySteth, quoteSell as quoteSellSteth } from "../market/steth-route.ts";
import { Refusal } from "../refusal.ts";
import {
  collateralOf,
  debtOf,
  inEther,
  inEtherUp,
  type Lending,
  quoteRepayment,
  UNWIND_DUST,
} from "./books.ts";
import type { LendingSettings } from "./params.ts";
import { bands, decide, type LendingState } from "./policy.ts";
import { account, risk } from "./risk.ts";
import { quoteBuy, quoteSell, sell } from "./stable-route.ts";
import { buyAndRepay, REPAY_DUST, refuse, repayFromVenue, repayLoose, supplyLoose } from "./steps.ts";
import { deposit, liquid, placed, redeemAll, withdraw } from "./venue.ts";
import { observe } from "./venue-yield.ts";

const RATIO = 1_000_000_000n;
const BPS = 10_000n;
/** A sale that its floor does not bear is halved at most so often: to a thousandth. */
const MAX_HALVINGS = 10;

/** What the keeper sends: an action and target as the policy named them, and the least that a sale fetches. */
export interface LendingOrder {
  readonly action: Action;
  /** LTV, scaled 1e9. */
  readonly target: number;
  /** ETH per stETH, in a harvest per whole borrowed asset; the rules' own floor binds as well. */
  readonly floor: Wad;
}

/** Executes `order` in place; after a throw the position and its market are to be thrown away. */
export function execute(lending: Lending, { action, target, floor }: LendingOrder): Decision {
  const { position, settings, around } = lending;
  const before = risk(lending);
  const decision = decide(before, settings.params);
  if (action !== decision.action || action === Action.hold) {
    throw new Refusal("NotAsked", { asked: action, wanted: decision.action, reason: decision.reason });
  }
  position.level = decision.level;
  if (action === Action.mark) return decision;
  observe(around.venueYield, around.venue, around.market.time);
  position.lastAction = around.market.time;
  if (action === Action.borrow ? target > decision.target : target < decision.target) {
    throw new Refusal("TargetBeyond", { asked: target, allowed: decision.target });
  }
  if (action === Action.borrow) borrowTo(lending, BigInt(target));
  else if (action === Action.harvest) harvest(lending, floor);
  else {
    const sale: Sale = {
      target: BigInt(target),
      floor: most(floor, saleFloor(lending, before, decision.urgency)),
      lenderPeg: BigInt(before.lenderPeg),
      chunk: decision.urgency === Urgency.rescue ? undefined : chunkAfter(before.sinceSale, settings),
    };
    if (action === Action.repay) repayTo(lending, sale);
    else leave(lending, sale);
  }
  const { ltv, liquidationLtv } = risk(lending);
  const { high } = bands(liquidationLtv, decision.level, settings.params);
  if (ltv > high && ltv > before.ltv) throw new Refusal("LtvAboveBand", { ltv, high });
  return decision;
}

interface Sale {
  readonly target: bigint;
  readonly floor: Wad;
  readonly lenderPeg: bigint;
  /** The most stETH that is sold; undefined without a limit. */
  readonly chunk: bigint | undefined;
}

/**
 * The least ETH per stETH that collateral may be sold at: the market price less the tolerance; where that price is refused, or
 * past the ripcord line, the lender's price less its liquidation bonus.
 */
export function saleFloor({ settings, around }: Lending, state: LendingState, urgency: Urgency): Wad {
  const refused =
    (state.priceFlags & PriceFlag.market) !== 0 || state.marketAge > settings.params.maxMarketAge;
  if (!refused && urgency < Urgency.rescue) {
    return (BigInt(state.peg) * RATIO * (BPS - settings.toleranceBps)) / BPS;
  }
  const kept = excess(2n * BPS, around.market.lender.collateral.liquidationBonus);
  return (BigInt(state.lenderPeg) * RATIO * kept) / BPS;
}

function borrowTo(lending: Lending, target: bigint): void {
  const { around, position, settings } = lending;
  const { stable, venue, market } = around;
  if (venue.paused) throw new Refusal("NothingToDo");
  const wanted = excess(debtAt(lending, target), debtOf(lending));
  const amount = least(wanted, stable.availableLiquidity);
  if (amount === 0n) throw new Refusal("NothingToDo");
  refuse(borrowRefusal(account(lending), (amount * around.stableRate) / around.stableUnit));
  borrow(stable, position.stable, amount, market.time);
  const worth = deposit(venue, amount);
  if (worth * BPS < amount * (BPS - settings.toleranceBps)) throw new Refusal("VenueTook", { amount, worth });
}

function repayTo(lending: Lending, sale: Sale): void {
  const loose = repayLoose(lending);
  const shed = excess(debtOf(lending), debtAt(lending, sale.target));
  sellTo(lending, sale, loose + repayFromVenue(lending, least(shed, liquid(lending.around.venue))));
}

/** Takes all that the venue pays now. What it still owes is waited for; only what is lost for good is bought. */
function leave(lending: Lending, sale: Sale): void {
  const { position, around } = lending;
  position.looseStable += redeemAll(around.venue);
  const repaid = repayLoose(lending);
  if (around.venue.shares > 0n) {
    if (repaid === 0n) throw new Refusal("NothingToDo");
  } else if (debtOf(lending) > 0n) {
    sellTo(lending, { ...sale, target: 0n }, repaid);
  }
}

/** The most stETH that is sold now: nothing within the pace of the last sale. */
const chunkAfter = (sinceSale: number, { params, maxChunk }: LendingSettings): bigint =>
  sinceSale < params.pace ? 0n : maxChunk;

/** Sells collateral for what is left to repay; where chunk or floor bear no sale, what was repaid before stands by itself. */
function sellTo(lending: Lending, sale: Sale, repaid: bigint): void {
  const left = excess(debtOf(lending), debtAt(lending, sale.target));
  if (sale.chunk === 0n || left <= (repaid === 0n ? 0n : REPAY_DUST)) {
    if (repaid === 0n) throw new Refusal("NothingToDo");
    return;
  }
  const planned = plan(lending, sale);
  if (planned === undefined) {
    if (repaid === 0n) throw new Refusal("BelowFloor", { price: 0n, floor: sale.floor });
    return;
  }
  const { sold, wethIn, bought } = planned;
  lending.position.lastSale = lending.around.market.time;
  const freed = sharesByEther(lending.around.market.lido, sold) + UNWIND_DUST;
  buyAndRepay(lending, { debt: bought, wethIn, collateral: least(freed, collateralOf(lending)), sold });
  supplyLoose(lending);
}

/** The sale that brings LTV to the target, as far as chunk and floor allow; undefined where they allow none. */
function plan(lending: Lending, sale: Sale): { sold: bigint; wethIn: bigint; bought: bigint } | undefined {
  const debt = debtOf(lending);
  let sold = saleFor(lending, sale, debt);
  if (sale.chunk !== undefined) sold = least(sold, sale.chunk);
  if (sold === 0n) return undefined;
  let { wethIn, bought } = fetched(lending, sold);
  if (bought > debt) {
    bought = debt;
    ({ wethIn, sold } = quoteRepayment(lending, debt));
  }
  for (let round = 0; inEther(lending.around, bought) * WAD < sold * sale.floor; round++) {
    if (round === MAX_HALVINGS) return undefined;
    sold /= 2n;
    ({ wethIn, bought } = fetched(lending, sold));
  }
  return { sold, wethIn, bought };
}

/** A first price is quoted at the debt to shed, a second at the sale it implies: what is left is its impact. */
function saleFor(lending: Lending, { target, lenderPeg }: Sale, debt: bigint): bigint {
  if (target === 0n) return quoteRepayment(lending, debt).sold;
  const value = collateralValue(lending);
  const owed = inEtherUp(lending.around, debt);
  let sold = excess(owed, mulDivFloor(value, target, RATIO));
  if (sold === 0n) return 0n;
  for (let round = 0; round < 2; round++) {
    const price = (inEther(lending.around, fetched(lending, sold).bought) * WAD) / sold;
    const needed = toSell(value, owed, target, lenderPeg, price);
    if (needed === undefined) throw new Refusal("SaleRaisesLtv", { price, target });
    sold = needed;
  }
  return sold;
}

function fetched({ around }: Lending, sold: bigint): { wethIn: bigint; bought: bigint } {
  const wethIn = quoteSellSteth(around.market, sold);
  return { wethIn, bought: quoteBuy(around.pair, wethIn) };
}

/** Sells what the loan has earned, and whatever WETH earlier sales left, for collateral. */
function harvest(lending: Lending, floor: Wad): void {
  const { position, around, settings } = lending;
  const surplus = position.looseStable + placed(around.venue) - debtOf(lending);
  let amount = least(surplus, position.looseStable);
  if (surplus > position.looseStable) {
    const wanted = least(surplus - position.looseStable, liquid(around.venue));
    if (wanted > 0n) withdraw(around.venue, wanted);
    amount = position.looseStable + wanted;
    position.looseStable += wanted;
  }
  const fair = (inEther(around, amount) * (BPS - settings.toleranceBps)) / BPS;
  const leastOut = most(fair, mulDivFloor(amount, floor, around.stableUnit));
  const fetches = quoteSell(around.pair, amount);
  if (fetches < leastOut) throw new Refusal("TooLittleOut", { fetches, least: leastOut });
  position.looseStable -= amount;
  const ether = position.looseWeth + sell(around.pair, amount);
  position.looseWeth = 0n;
  position.looseShares += buySteth(around.market, ether);
  supplyLoose(lending);
}

const collateralValue = (lending: Lending): bigint =>
  mulDivFloor(collateralOf(lending), lending.around.lenderRate, WAD);

/** The debt at which LTV is `target`, rounded down. */
function debtAt(lending: Lending, target: bigint): bigint {
  const { stableRate, stableUnit } = lending.around;
  if (stableRate === 0n) return 0n;
  return mulDivFloor(mulDivFloor(collateralValue(lending), target, RATIO), stableUnit, stableRate);
}
