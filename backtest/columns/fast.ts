/**
 * The fast engine over columns: the same model in doubles. Most rows cost a few multiplications and comparisons, since the
 * policy is asked only where it might do something but hold, see quiet.ts.
 */
import { Action, type Decision, type Level, SATURATED, Urgency } from "../../strategies/decision.ts";
import { bands, decide, type LoopState, Queued } from "../../strategies/leveraged-loop/policy.ts";
import { gasOf } from "../engine/gas.ts";
import { KeeperGate } from "../engine/keeper-gate.ts";
import type { Watcher } from "./exact.ts";
import type { FastColumns } from "./fast-columns.ts";
import { delevered, FastMarket, type FastPosition, fastLiquidated, levered, toBorrow } from "./fast-trade.ts";
import type { LoopCase, LoopOutcome } from "./loop-case.ts";
import { type Quiet, quietAt } from "./quiet.ts";
import { Tally } from "./tally.ts";

const RATIO = 1e9;
const WAD = 1e18;
const SIXTH = 1 / 6;

/** Runs one setting over the columns; `watch` is told of every row, and makes it slower. */
export function runFastColumns(market: FastColumns, setting: LoopCase, watch?: Watcher): LoopOutcome {
  return new FastLoop(market, setting, watch).run();
}

class FastLoop {
  readonly #market: FastColumns;
  readonly #setting: LoopCase;
  readonly #watch: Watcher | undefined;
  readonly #gate: KeeperGate;
  readonly #tally: Tally;
  readonly #liquidationLtv: number;
  readonly #borrowLtv: number;
  readonly #performance: number;
  readonly #maxLever: number;
  readonly #atMarket: number;
  #quiet: Quiet;
  #level: Level = 0;
  #lastAction = 0;
  #units: number;
  #debt = 0;
  #rate = 0;
  /** Vault shares, and the most units that one has been worth. */
  #shares: number;
  #highest = 1;

  constructor(market: FastColumns, setting: LoopCase, watch: Watcher | undefined) {
    const { columns, terms } = market;
    this.#market = market;
    this.#setting = setting;
    this.#watch = watch;
    this.#gate = new KeeperGate(setting.faults, columns.rows);
    this.#tally = new Tally(columns);
    this.#liquidationLtv = Math.round(terms.liquidationThreshold * RATIO);
    this.#borrowLtv = Math.round(terms.ltv * RATIO);
    this.#performance = Number(setting.fees.performance) / WAD;
    this.#maxLever = Number(setting.loop.maxLever) / WAD;
    this.#atMarket = columns.terms.atMarket ? 1 : 0;
    this.#units = Number(setting.units) / WAD;
    this.#shares = this.#units;
    this.#quiet = quietAt(0, columns.terms, setting.loop.params);
  }

  run(): LoopOutcome {
    const { columns, years, collateralGrowth, lenderRate, othersUsage, fresh, terms } = this.#market;
    const { rows, peg, stakingApr, newDay } = columns;
    const { optimalUsage, slopeBelow, slopeAbove, rateAtOptimum, lendable } = terms;
    const management = Number(this.#setting.fees.management) / WAD;
    const ownBelow = slopeBelow / lendable;
    const ownAbove = slopeAbove / lendable;
    const watched = this.#watch !== undefined;
    let quiet = this.#quiet;
    let units = this.#units;
    let debt = this.#debt;
    let rate = this.#rate;
    let shares = this.#shares;
    let maxLtv = 0;
    for (let row = 0; row < rows; row++) {
      const elapsed = years[row] as number;
      // Each row waits for the rate of the one before: written so that few operations stand between the two.
      const x = rate * elapsed;
      const interest = debt * x;
      debt = debt + interest + interest * x * (0.5 + SIXTH * x);
      const room = optimalUsage - (othersUsage[row] as number);
      rate =
        debt > room * lendable
          ? rateAtOptimum - room * slopeAbove + debt * ownAbove
          : rateAtOptimum - room * slopeBelow + debt * ownBelow;
      units *= collateralGrowth[row] as number;
      shares += shares * management * elapsed;
      const value = units * (lenderRate[row] as number);
      const carry = (stakingApr[row] as number) - rate * RATIO;
      const priced = peg[row] as number;
      if (debt > maxLtv * value) maxLtv = debt / value;
      const calm =
        debt <= value * quiet.highest &&
        priced >= quiet.pegFrom &&
        priced < quiet.pegTo &&
        (carry >= quiet.unwindCarry || debt === 0) &&
        (debt >= value * quiet.lowest || carry <= quiet.idleCarry) &&
        fresh[row] === 1 &&
        !watched;
      if (calm && newDay[row] === 0) continue;
      this.#units = units;
      this.#debt = debt;
      this.#rate = rate;
      this.#shares = shares;
      if (calm) this.#takeFees(row);
      else this.#attend(row);
      units = this.#units;
      debt = this.#debt;
      rate = this.#rate;
      shares = this.#shares;
      quiet = this.#quiet;
    }
    this.#tally.ltv(Math.min(Math.floor(maxLtv * RATIO), SATURATED));
    return this.#tally.outcome(this.#entryUnits(rows - 1, units, debt) / shares);
  }

  /** A row in which something may have to be done. */
  #attend(row: number): void {
    const state = this.#stateAt(row);
    if (state.ltv >= this.#liquidationLtv && this.#liquidated(row)) Object.assign(state, this.#stateAt(row));
    if (this.#market.columns.newDay[row] === 1) this.#takeFees(row);
    const decision = decide(state, this.#setting.loop.params);
    this.#watch?.(row, state, decision);
    if (decision.action !== Action.hold) this.#keep(row, state, decision);
  }

  #stateAt(row: number): LoopState {
    const { columns, lenderRate } = this.#market;
    const value = this.#units * (lenderRate[row] as number);
    const age = columns.age[row] as number;
    return {
      open: value > 0 ? 1 : 0,
      level: this.#level,
      priceFlags: 0,
      venueFlags: 0,
      ltv: value === 0 ? 0 : Math.min(Math.floor((this.#debt / value) * RATIO), SATURATED),
      liquidationLtv: this.#liquidationLtv,
      borrowLtv: this.#borrowLtv,
      peg: columns.peg[row] as number,
      lenderPeg: columns.lenderPeg[row] as number,
      carry: (columns.stakingApr[row] as number) - Math.floor(this.#rate * RATIO),
      marketAge: age,
      lenderAge: age,
      sinceAction: (columns.time[row] as number) - this.#lastAction,
      lenderAtMarket: this.#atMarket,
      held: 0,
      queued: Queued.nothing,
      carryAfter: (columns.stakingApr[row] as number) - Math.floor(this.#rateAfterLever(row) * RATIO),
      borrowRate: 0,
      saleCost: 0,
      queueWait: SATURATED,
    };
  }

  /** The rate once the loop has borrowed up to its target. */
  #rateAfterLever(row: number): number {
    const { columns, lenderRate, othersUsage, terms } = this.#market;
    const { targetLtv } = this.#setting.loop.params;
    const lent = (othersUsage[row] as number) * terms.lendable + this.#debt;
    const available = Math.min(terms.flashLiquidity, terms.lendable - lent, this.#maxLever);
    const [price, lenderPeg] = [lenderRate[row] as number, (columns.lenderPeg[row] as number) / RATIO];
    const before = { units: this.#units, debt: this.#debt };
    return this.#rateAt(row, this.#debt + toBorrow(before, price, targetLtv / RATIO, lenderPeg, available));
  }

  #liquidated(row: number): boolean {
    const { lenderRate, terms } = this.#market;
    const price = lenderRate[row] as number;
    const before = { units: this.#units, debt: this.#debt };
    const left = fastLiquidated(before, price, terms.liquidationThreshold, terms.liquidationBonus);
    this.#tally.liquidations += left.times;
    this.#units = left.units;
    this.#debt = left.debt;
    return left.times > 0;
  }

  #takeFees(row: number): void {
    const entry = this.#entryUnits(row, this.#units, this.#debt);
    const gained = entry - this.#highest * this.#shares;
    if (gained > 0) {
      const fee = gained * this.#performance;
      this.#shares += (fee * this.#shares) / (entry - fee);
      this.#highest = entry / this.#shares;
    }
    const redemption = this.#market.redemption[row] as number;
    this.#tally.worth(row, (this.#units * redemption) / this.#shares, this.#debt / this.#shares);
  }

  #entryUnits(row: number, units: number, debt: number): number {
    return Math.max(0, units - debt / (this.#market.redemption[row] as number));
  }

  #keep(row: number, state: LoopState, decision: Decision): void {
    const { time, gasPrice } = this.#market.columns;
    const price = gasPrice[row] as number;
    const sent = this.#gate.send(row, time[row] as number, decision.urgency, price);
    if (sent === "not yet") return;
    const gas = gasOf("execute", decision.action, this.#setting.gas);
    if (sent === "fails") {
      this.#tally.failed(gas, price);
      return;
    }
    const after = this.#after(row, state, decision);
    if (after === undefined) {
      this.#tally.refused++;
      return;
    }
    this.#units = after.units;
    this.#debt = after.debt;
    this.#level = decision.level;
    this.#quiet = quietAt(this.#level, this.#market.columns.terms, this.#setting.loop.params);
    if (decision.action !== Action.mark) this.#lastAction = time[row] as number;
    this.#rate = this.#rateAt(row, this.#debt);
    this.#tally.acted(decision.action, gas, price);
  }

  /** The position after the action; undefined where the contracts would refuse it. */
  #after(
    row: number,
    state: LoopState,
    { action, target, urgency, level }: Decision,
  ): FastPosition | undefined {
    const before = { units: this.#units, debt: this.#debt };
    if (action === Action.mark) return before;
    const { loop } = this.#setting;
    const { terms, othersUsage } = this.#market;
    const market = new FastMarket(this.#market, row);
    const [goal, lenderPeg] = [target / RATIO, state.lenderPeg / RATIO];
    if (action === Action.lever) {
      const lent = (othersUsage[row] as number) * terms.lendable + before.debt;
      const available = Math.min(terms.flashLiquidity, terms.lendable - lent, this.#maxLever);
      return this.#inBand(
        levered(market, before, goal, lenderPeg, available, terms.ltv),
        market,
        state,
        level,
      );
    }
    const rescue = urgency >= Urgency.rescue || state.marketAge > loop.params.maxMarketAge;
    const floor = rescue
      ? lenderPeg * Math.max(0, 2 - terms.liquidationBonus)
      : (state.peg / RATIO) * (1 - Number(loop.toleranceBps) / 1e4);
    const chunk = urgency >= Urgency.rescue ? Number.POSITIVE_INFINITY : Number(loop.maxChunk) / WAD;
    const sale = delevered(market, before, goal, lenderPeg, floor, chunk);
    if (sale === undefined) return undefined;
    if (sale.debt > sale.units * market.lenderRate * terms.liquidationThreshold) return undefined;
    const after = this.#inBand(sale, market, state, level);
    if (after !== undefined) this.#tally.sale(sale.sold, before.debt - sale.debt);
    return after;
  }

  /** LTV may lie above the band only where the action lowered it. */
  #inBand(
    after: FastPosition | undefined,
    market: FastMarket,
    state: LoopState,
    level: number,
  ): FastPosition | undefined {
    if (after === undefined) return undefined;
    const value = after.units * market.lenderRate;
    const now = value === 0 ? 0 : Math.floor((after.debt / value) * RATIO);
    const { high } = bands(state, level, this.#setting.loop.params);
    return now > high && now > state.ltv ? undefined : after;
  }

  #rateAt(row: number, debt: number): number {
    const { othersUsage, terms } = this.#market;
    const usage = (othersUsage[row] as number) + debt / terms.lendable;
    return usage > terms.optimalUsage
      ? terms.rateAtOptimum + (usage - terms.optimalUsage) * terms.slopeAbove
      : terms.baseRate + usage * terms.slopeBelow;
  }
}
