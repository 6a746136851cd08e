/**
 * The exact engine over columns: interest, prices and positions in the contracts' integers, the policy asked in every row,
 * its actions carried out by the strategy's own model. The fast engine is measured against it.
 *
 * In each row: interest since the row before; liquidators, where the lender lets them; the vault's fees; the keeper.
 */
import { Action, type Decision, SATURATED } from "../../strategies/decision.ts";
import { borrowUsageRatio, variableBorrowRate } from "../../strategies/kernels/aave/rate-curve.ts";
import { normalizedIncome } from "../../strategies/kernels/aave/reserve.ts";
import { normalizedDebt } from "../../strategies/kernels/aave/v3.0/reserve.ts";
import { excess } from "../../strategies/kernels/math/extremes.ts";
import { rayDiv, rayMul } from "../../strategies/kernels/math/ray.ts";
import { SECONDS_PER_YEAR, WAD } from "../../strategies/kernels/math/units.ts";
import { execute } from "../../strategies/leveraged-loop/execute.ts";
import { decide, type LoopState, Queued } from "../../strategies/leveraged-loop/policy.ts";
import { copyPosition, emptyPosition, type LoopPosition } from "../../strategies/leveraged-loop/position.ts";
import { ratioOfBps } from "../../strategies/leveraged-loop/risk.ts";
import { saleFloor } from "../../strategies/leveraged-loop/sale-floor.ts";
import { reasonOf } from "../../strategies/refusal.ts";
import { gasOf } from "../engine/gas.ts";
import { KeeperGate } from "../engine/keeper-gate.ts";
import { type Columns, weiOf } from "./columns.ts";
import { liquidated } from "./liquidated.ts";
import type { LoopCase, LoopOutcome } from "./loop-case.ts";
import { loopAt, openReserves, type Reserves } from "./row-market.ts";
import { Tally } from "./tally.ts";

const RATIO = 1_000_000_000n;
const FROM_RAY = 1_000_000_000_000_000_000n;
const YEAR_OF_WADS = WAD * SECONDS_PER_YEAR;

/** Told what each row asked for, for tests and charts. The state is the engine's own and changes with the next row. */
export type Watcher = (row: number, state: LoopState, decision: Decision) => void;

/** Runs one setting over the columns, from the first row's state of all collateral and no debt. */
export function runExactColumns(columns: Columns, setting: LoopCase, watch?: Watcher): LoopOutcome {
  return new ExactLoop(columns, setting).run(watch);
}

class ExactLoop {
  readonly #columns: Columns;
  readonly #setting: LoopCase;
  readonly #gate: KeeperGate;
  readonly #tally: Tally;
  readonly #lendable: bigint;
  #reserves: Reserves;
  #position: LoopPosition;
  #collateral: bigint;
  #debt = 0n;
  /** Vault shares, and the most units that one has been worth, WAD. */
  #shares: bigint;
  #highest = WAD;
  readonly #state: { -readonly [Name in keyof LoopState]: LoopState[Name] };

  constructor(columns: Columns, setting: LoopCase) {
    const { rows, terms, time } = columns;
    this.#columns = columns;
    this.#setting = setting;
    this.#gate = new KeeperGate(setting.faults, rows);
    this.#tally = new Tally(columns);
    this.#lendable = weiOf(terms.lendable);
    this.#reserves = openReserves(terms, time[0] ?? 0);
    this.#position = emptyPosition();
    this.#position.wsteth.scaledSupply = setting.units;
    this.#collateral = setting.units;
    this.#shares = setting.units;
    this.#state = {
      open: 1,
      level: 0,
      priceFlags: 0,
      venueFlags: 0,
      ltv: 0,
      liquidationLtv: ratioOfBps(terms.liquidationThreshold),
      borrowLtv: ratioOfBps(terms.ltv),
      peg: 0,
      lenderPeg: 0,
      carry: 0,
      marketAge: 0,
      lenderAge: 0,
      sinceAction: 0,
      lenderAtMarket: terms.atMarket ? 1 : 0,
      held: 0,
      queued: Queued.nothing,
      carryAfter: 0,
      borrowRate: 0,
      saleCost: 0,
      queueWait: SATURATED,
    };
  }

  run(watch?: Watcher): LoopOutcome {
    const { rows } = this.#columns;
    for (let row = 0; row < rows; row++) {
      const elapsed = this.#accrue(row);
      this.#see(row);
      if (this.#state.ltv >= this.#state.liquidationLtv) this.#liquidate(row);
      this.#takeFees(row, elapsed);
      const decision = decide(this.#state, this.#setting.loop.params);
      watch?.(row, this.#state, decision);
      if (decision.action !== Action.hold) this.#keep(row, decision);
    }
    this.#refresh();
    return this.#tally.outcome(this.#perShare(rows - 1));
  }

  /** Interest since the row before, at the rates that it left; then the rates of this one. */
  #accrue(row: number): number {
    const { time, othersDebt, terms } = this.#columns;
    const { weth, wsteth } = this.#reserves;
    const now = time[row] as number;
    const elapsed = now - weth.lastUpdate;
    wsteth.liquidityIndex = normalizedIncome(wsteth, now);
    wsteth.lastUpdate = now;
    weth.variableBorrowIndex = normalizedDebt(weth, now);
    weth.lastUpdate = now;
    this.#refresh();
    const totalDebt = weiOf(othersDebt[row] as bigint) + this.#debt;
    const usage = borrowUsageRatio(this.#lendable - totalDebt, totalDebt);
    weth.variableBorrowRate = variableBorrowRate(terms.curve, usage);
    return elapsed;
  }

  /** Balances as the indices have them. */
  #refresh(): void {
    const { weth, wsteth } = this.#reserves;
    this.#debt = rayMul(this.#position.weth.scaledDebt, weth.variableBorrowIndex);
    this.#collateral = rayMul(this.#position.wsteth.scaledSupply, wsteth.liquidityIndex);
  }

  /** What the policy needs to know. */
  #see(row: number): void {
    const { time, lenderRate, peg, lenderPeg, stakingApr, age } = this.#columns;
    const state = this.#state;
    const value = (this.#collateral * (lenderRate[row] as bigint)) / WAD;
    state.open = value > 0n ? 1 : 0;
    state.ltv = value === 0n ? 0 : Math.min(Number((this.#debt * RATIO) / value), SATURATED);
    state.level = this.#position.level;
    state.peg = peg[row] as number;
    state.lenderPeg = lenderPeg[row] as number;
    state.carry = (stakingApr[row] as number) - Number(this.#reserves.weth.variableBorrowRate / FROM_RAY);
    // Asked of the lender's curve by the model, where a lever comes up.
    state.carryAfter = state.carry;
    state.marketAge = age[row] as number;
    state.lenderAge = state.marketAge;
    state.sinceAction = (time[row] as number) - this.#position.lastAction;
    this.#tally.ltv(state.ltv);
  }

  #liquidate(row: number): void {
    const { weth, wsteth } = this.#reserves;
    const { terms, lenderRate } = this.#columns;
    const left = liquidated(terms, lenderRate[row] as bigint, this.#collateral, this.#debt);
    if (left.times === 0) return;
    this.#tally.liquidations += left.times;
    this.#position.wsteth.scaledSupply = rayDiv(left.collateral, wsteth.liquidityIndex);
    this.#position.weth.scaledDebt = rayDiv(left.debt, weth.variableBorrowIndex);
    this.#refresh();
    this.#see(row);
  }

  /** The management fee by the second; with a day's first row the part of what a share has gained above its highest. */
  #takeFees(row: number, elapsed: number): void {
    const { management, performance } = this.#setting.fees;
    if (management > 0n) this.#shares += (this.#shares * management * BigInt(elapsed)) / YEAR_OF_WADS;
    if (this.#columns.newDay[row] === 0) return;
    const entry = this.#entryUnits(row);
    const gained = excess(entry, (this.#highest * this.#shares) / WAD);
    if (gained > 0n) {
      const fee = (gained * performance) / WAD;
      this.#shares += (fee * this.#shares) / (entry - fee);
      this.#highest = (entry * WAD) / this.#shares;
    }
    const shares = Number(this.#shares);
    const redemption = Number(this.#columns.redemption[row]) / 1e18;
    this.#tally.worth(row, (Number(this.#collateral) * redemption) / shares, Number(this.#debt) / shares);
  }

  /** Units with the debt converted at what Lido redeems, what lies loose included. */
  #entryUnits(row: number): bigint {
    const { looseShares, looseWsteth, looseWeth } = this.#position;
    const owed = excess(this.#debt, looseWeth);
    const cost = owed === 0n ? 0n : (owed * WAD) / (this.#columns.redemption[row] as bigint) + 1n;
    return excess(this.#collateral + looseShares + looseWsteth, cost);
  }

  #perShare(row: number): number {
    return Number((this.#entryUnits(row) * WAD) / this.#shares) / 1e18;
  }

  #keep(row: number, decision: Decision): void {
    const { time, gasPrice } = this.#columns;
    const price = gasPrice[row] as number;
    const sent = this.#gate.send(row, time[row] as number, decision.urgency, price);
    if (sent === "not yet") return;
    const gas = gasOf("execute", decision.action, this.#setting.gas);
    if (sent === "fails") this.#tally.failed(gas, price);
    else if (this.#act(row, decision)) this.#tally.acted(decision.action, gas, price);
    else this.#tally.refused++;
  }

  /** Carries the action out by the strategy's model; says whether it went through. */
  #act(row: number, decision: Decision): boolean {
    const { action, target, urgency } = decision;
    const { loop: settings } = this.#setting;
    const totalDebt = weiOf(this.#columns.othersDebt[row] as bigint) + this.#debt;
    const position = copyPosition(this.#position);
    const loop = loopAt(this.#columns, row, this.#reserves, position, settings, totalDebt);
    try {
      const floor = action === Action.delever ? saleFloor(loop, this.#state, urgency) : 0n;
      const { sold, repaid } = execute(loop, { action, target, floor });
      this.#tally.sale(Number(sold) / 1e18, Number(repaid) / 1e18);
    } catch (error) {
      reasonOf(error);
      return false;
    }
    this.#position = position;
    this.#reserves.weth.variableBorrowRate = loop.market.lender.weth.variableBorrowRate;
    this.#refresh();
    return true;
  }
}
