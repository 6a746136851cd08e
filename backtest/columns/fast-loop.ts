/** One setting of the fast engine: what becomes of it in the rows in which something may have to be done. */
import { Action, type Decision, type Level, SATURATED, Urgency } from "../../strategies/decision.ts";
import { bands, decide, type LoopState, Queued } from "../../strategies/leveraged-loop/policy.ts";
import { gasOf } from "../engine/gas.ts";
import { KeeperGate } from "../engine/keeper-gate.ts";
import type { Watcher } from "./exact.ts";
import { type FastColumns, rateAt } from "./fast-columns.ts";
import { delevered, FastMarket, type FastPosition, fastLiquidated, levered, toBorrow } from "./fast-trade.ts";
import { type FloatStanding, FloatVault } from "./float-vault.ts";
import type { Lanes } from "./lanes.ts";
import type { LoopCase, LoopOutcome } from "./loop-case.ts";
import { quietAt } from "./quiet.ts";
import { Tally } from "./tally.ts";

const RATIO = 1e9;
const WAD = 1e18;

export class FastLoop {
  readonly #market: FastColumns;
  readonly #lanes: Lanes;
  readonly #lane: number;
  readonly #setting: LoopCase;
  readonly #watch: Watcher | undefined;
  readonly #gate: KeeperGate;
  readonly #tally: Tally;
  readonly #vault: FloatVault;
  readonly #liquidationLtv: number;
  readonly #borrowLtv: number;
  readonly #maxLever: number;
  #level: Level = 0;
  #lastAction = 0;
  #lastSale = 0;
  /** Ether of a sale that the debt did not take. */
  #loose = 0;
  #maxLtv = 0;

  /** Puts the setting's units into its lane. */
  constructor(market: FastColumns, lanes: Lanes, lane: number, setting: LoopCase, watch?: Watcher) {
    const { columns, terms } = market;
    this.#market = market;
    this.#lanes = lanes;
    this.#lane = lane;
    this.#setting = setting;
    this.#watch = watch;
    this.#gate = new KeeperGate(setting.faults, columns.rows);
    this.#tally = new Tally(columns);
    this.#vault = new FloatVault(setting);
    this.#liquidationLtv = Math.round(terms.liquidationThreshold * RATIO);
    this.#borrowLtv = Math.round(terms.ltv * RATIO);
    this.#maxLever = Number(setting.loop.maxLever) / WAD;
    this.#tally.gas(setting.gas.allocate, columns.gasPrice[0] as number);
    this.#become(0, { units: Number(setting.units) / WAD, debt: 0 });
  }

  /** A row in which something may have to be done. */
  attend(row: number): void {
    let state = this.#stateAt(row);
    if (state.ltv >= this.#liquidationLtv && this.#liquidated(row)) state = this.#stateAt(row);
    if (this.#market.columns.newDay[row] === 1) this.value(row, this.#positionAt(row).debt);
    const decision = decide(state, this.#setting.loop.params);
    this.#watch?.(row, state, decision);
    if (decision.action !== Action.hold) this.#keep(row, state, decision);
  }

  /** Tells what a share is worth in a row that begins a day, while so much is owed. */
  value(row: number, debt: number): void {
    const { units } = this.#positionAt(row);
    const { supply } = this.#standing(row, { units, debt });
    const redemption = this.#market.redemption[row] as number;
    this.#tally.worth(row, (units * redemption) / supply, debt / supply);
  }

  outcome(): LoopOutcome {
    const maxLtv = Math.max(this.#maxLtv, this.#lanes.maxLtv(this.#lane));
    this.#tally.ltv(Math.min(Math.floor(maxLtv * RATIO), SATURATED));
    const last = this.#market.columns.rows - 1;
    return this.#tally.outcome(this.#standing(last, this.#positionAt(last)).perShare);
  }

  #positionAt(row: number): FastPosition {
    const units = (this.#lanes.scaled[this.#lane] as number) * (this.#market.growth[row] as number);
    return { units, debt: this.#lanes.debt[this.#lane] as number };
  }

  /** From here on the position is this one, and pays what the lender then asks. */
  #become(row: number, { units, debt }: FastPosition): void {
    const { columns, growth } = this.#market;
    const quiet = quietAt(this.#level, columns.terms, this.#setting.loop.params);
    this.#maxLtv = Math.max(this.#maxLtv, this.#lanes.maxLtv(this.#lane));
    this.#lanes.debt[this.#lane] = debt;
    this.#lanes.rate[this.#lane] = rateAt(this.#market, row, debt);
    this.#lanes.place(this.#lane, units / (growth[row] as number), this.#maxLtv, quiet);
  }

  #standing(row: number, { units, debt }: FastPosition): FloatStanding {
    const { columns, redemption } = this.#market;
    const owed = Math.max(0, debt - this.#loose);
    const entry = Math.max(0, units - owed / (redemption[row] as number));
    return this.#vault.standing(entry, (columns.time[row] as number) - (columns.time[0] as number));
  }

  #stateAt(row: number): LoopState {
    const { columns, lenderRate } = this.#market;
    const { units, debt } = this.#positionAt(row);
    const value = units * (lenderRate[row] as number);
    const age = columns.age[row] as number;
    const staking = columns.stakingApr[row] as number;
    return {
      open: value > 0 ? 1 : 0,
      level: this.#level,
      priceFlags: 0,
      venueFlags: 0,
      ltv: value === 0 ? 0 : Math.min(Math.floor((debt / value) * RATIO), SATURATED),
      liquidationLtv: this.#liquidationLtv,
      borrowLtv: this.#borrowLtv,
      peg: columns.peg[row] as number,
      lenderPeg: columns.lenderPeg[row] as number,
      carry: staking - Math.floor(rateAt(this.#market, row, debt) * RATIO),
      marketAge: age,
      lenderAge: age,
      sinceAction: (columns.time[row] as number) - this.#lastAction,
      sinceSale: (columns.time[row] as number) - this.#lastSale,
      lenderAtMarket: columns.terms.atMarket ? 1 : 0,
      held: 0,
      queued: Queued.nothing,
      carryAfter: staking - Math.floor(this.#rateAfterLever(row, { units, debt }) * RATIO),
      borrowRate: 0,
      saleCost: 0,
      queueWait: SATURATED,
    };
  }

  /** The rate once the loop has borrowed up to its target. */
  #rateAfterLever(row: number, position: FastPosition): number {
    const { columns, lenderRate } = this.#market;
    const target = this.#setting.loop.params.targetLtv / RATIO;
    const [price, lenderPeg] = [lenderRate[row] as number, (columns.lenderPeg[row] as number) / RATIO];
    const more = toBorrow(position, price, target, lenderPeg, this.#available(row, position));
    return rateAt(this.#market, row, position.debt + more);
  }

  /** What one lever can borrow at most. */
  #available(row: number, { debt }: FastPosition): number {
    const { terms, othersDebt } = this.#market;
    const liquidity = terms.lendable - (othersDebt[row] as number) - debt;
    return Math.min(terms.flashLiquidity, liquidity, this.#maxLever);
  }

  #liquidated(row: number): boolean {
    const { lenderRate, terms } = this.#market;
    const price = lenderRate[row] as number;
    const { liquidationThreshold, liquidationBonus } = terms;
    const left = fastLiquidated(this.#positionAt(row), price, liquidationThreshold, liquidationBonus);
    if (left.times === 0) return false;
    this.#tally.liquidations += left.times;
    this.#become(row, left);
    return true;
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
    this.#level = decision.level;
    if (decision.action !== Action.mark) this.#lastAction = time[row] as number;
    this.#become(row, after);
    this.#tally.acted(decision.action, gas, price);
  }

  /** The position after the action; undefined where the contracts would refuse it. */
  #after(
    row: number,
    state: LoopState,
    { action, target, urgency, level }: Decision,
  ): FastPosition | undefined {
    const before = this.#positionAt(row);
    if (action === Action.mark) return before;
    const { loop } = this.#setting;
    const { terms } = this.#market;
    const market = new FastMarket(this.#market, row);
    const [goal, lenderPeg] = [target / RATIO, state.lenderPeg / RATIO];
    if (action === Action.lever) {
      const after = levered(market, before, goal, lenderPeg, this.#available(row, before), terms.ltv);
      return this.#inBand(after, market, state, level);
    }
    const rescue = urgency >= Urgency.rescue || state.marketAge > loop.params.maxMarketAge;
    const floor = rescue
      ? lenderPeg * Math.max(0, 2 - terms.liquidationBonus)
      : (state.peg / RATIO) * (1 - Number(loop.toleranceBps) / 1e4);
    const chunk = urgency >= Urgency.rescue ? Number.POSITIVE_INFINITY : Number(loop.maxChunk) / WAD;
    // What lies loose repays first.
    const repaid = Math.min(this.#loose, before.debt);
    const owing = { units: before.units, debt: before.debt - repaid };
    const sale = delevered(market, owing, goal, lenderPeg, floor, chunk);
    if (sale === undefined) return undefined;
    if (sale.debt > sale.units * market.lenderRate * terms.liquidationThreshold) return undefined;
    const after = this.#inBand(sale, market, state, level);
    if (after === undefined) return undefined;
    this.#loose += sale.left - repaid;
    if (sale.sold > 0) this.#lastSale = this.#market.columns.time[row] as number;
    this.#tally.sale(sale.sold, owing.debt - sale.debt);
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
}
