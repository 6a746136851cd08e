/**
 * The exact engine over columns: interest, prices and positions in the contracts' integers, the policy asked in every row,
 * its actions carried out by the strategy's own model. The fast engine is measured against it.
 *
 * The vault's one depositor comes with the first row. In each later one: interest since the row before; liquidators, where the
 * lender lets them; with the first row of a day what a share is worth; the keeper.
 */
import { Action, type Decision, SATURATED } from "../../strategies/decision.ts";
import { rayMul } from "../../strategies/kernels/math/ray.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { execute } from "../../strategies/leveraged-loop/execute.ts";
import { planLever } from "../../strategies/leveraged-loop/lever.ts";
import { loopStrategy } from "../../strategies/leveraged-loop/model.ts";
import { decide, type LoopState, Queued } from "../../strategies/leveraged-loop/policy.ts";
import {
  copyPosition,
  emptyPosition,
  type Loop,
  type LoopPosition,
} from "../../strategies/leveraged-loop/position.ts";
import { ratioOfBps } from "../../strategies/leveraged-loop/risk.ts";
import { saleFloor } from "../../strategies/leveraged-loop/sale-floor.ts";
import { depositUnits } from "../../strategies/leveraged-loop/slice.ts";
import { accountDataOf } from "../../strategies/market/lender-account.ts";
import { borrowAprAfter } from "../../strategies/prices/borrow-rate.ts";
import { reasonOf } from "../../strategies/refusal.ts";
import type { Standing } from "../../strategies/vault/fees.ts";
import { openBooks, standing, unitsFor, type VaultBooks } from "../../strategies/vault/vault.ts";
import { gasOf } from "../engine/gas.ts";
import { KeeperGate } from "../engine/keeper-gate.ts";
import { liquidateUnsafe } from "../engine/liquidators.ts";
import type { Columns } from "./columns.ts";
import type { LoopCase, LoopOutcome } from "./loop-case.ts";
import { accrueTo, debtOfRow, lendAt, loopAt, openReserves, type Reserves } from "./row-market.ts";
import { Tally } from "./tally.ts";

const RATIO = 1_000_000_000n;
const RATIO_TO_WAD = 1_000_000_000n;
const RATIO_TO_RAY = 1_000_000_000_000_000_000n;

/** Told what each row asked for, for tests and charts. The state is the engine's own and changes with the next row. */
export type Watcher = (row: number, state: LoopState, decision: Decision) => void;

/** Also told what the row left, wei. */
export type ExactWatcher = (
  row: number,
  state: LoopState,
  decision: Decision,
  left: { readonly collateral: bigint; readonly debt: bigint },
) => void;

/** Runs one setting over the columns, from a deposit in the first row. */
export function runExactColumns(columns: Columns, setting: LoopCase, watch?: ExactWatcher): LoopOutcome {
  return new ExactLoop(columns, setting).run(watch);
}

class ExactLoop {
  readonly #columns: Columns;
  readonly #setting: LoopCase;
  readonly #gate: KeeperGate;
  readonly #tally: Tally;
  readonly #reserves: Reserves;
  readonly #books: VaultBooks;
  #position = emptyPosition();
  #collateral = 0n;
  #debt = 0n;
  readonly #state: { -readonly [Name in keyof LoopState]: LoopState[Name] };

  constructor(columns: Columns, setting: LoopCase) {
    const { rows, terms, time } = columns;
    this.#columns = columns;
    this.#setting = setting;
    this.#gate = new KeeperGate(setting.faults, rows);
    this.#tally = new Tally(columns);
    this.#reserves = openReserves(terms, time[0] ?? 0);
    const { maxRate, depositCap, fees } = setting.vault;
    this.#books = openBooks(time[0] ?? 0, maxRate, depositCap, fees);
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
      sinceSale: 0,
      lenderAtMarket: terms.atMarket ? 1 : 0,
      held: 0,
      queued: Queued.nothing,
      carryAfter: 0,
      borrowRate: 0,
      saleCost: 0,
      queueWait: SATURATED,
    };
  }

  run(watch?: ExactWatcher): LoopOutcome {
    const { rows, newDay } = this.#columns;
    this.#open();
    for (let row = 1; row < rows; row++) {
      this.#accrue(row);
      this.#see(row);
      if (this.#state.ltv >= this.#state.liquidationLtv) this.#liquidate(row);
      if (newDay[row] === 1) this.#value(row);
      const decision = this.#decide(row);
      if (decision.action !== Action.hold) this.#keep(row, decision);
      watch?.(row, this.#state, decision, { collateral: this.#collateral, debt: this.#debt });
    }
    return this.#tally.outcome(Number(unitsFor(this.#standing(rows - 1), WAD)) / 1e18);
  }

  /** The lender's curve is asked only where a lever comes up: what its own loan would cost may forbid it. */
  #decide(row: number): Decision {
    const state = this.#state;
    const { params } = this.#setting.loop;
    const decision = decide(state, params);
    if (decision.action !== Action.lever) return decision;
    const loop = this.#loopAt(row, this.#position);
    const borrowed = planLever(loop, BigInt(params.targetLtv), BigInt(state.lenderPeg));
    const rate = borrowAprAfter(loop.market, borrowed);
    state.carryAfter = (this.#columns.stakingApr[row] as number) - Number(rate / RATIO_TO_WAD);
    return decide(state, params);
  }

  /** What is brought becomes vault shares, one for a unit, and the keeper puts it to work. */
  #open(): void {
    const { units, gas } = this.#setting;
    this.#books.recognised = units;
    this.#books.supply = units;
    this.#accrue(0);
    const loop = this.#loopAt(0, this.#position);
    depositUnits(loop, units);
    this.#settle(loop);
    this.#tally.gas(gas.allocate, this.#columns.gasPrice[0] as number);
  }

  /** Interest since the row before, at the rates that it left; then the rates of this one. */
  #accrue(row: number): void {
    const { time, terms } = this.#columns;
    const { collateral, debt } = accrueTo(this.#reserves, this.#position, time[row] as number);
    this.#collateral = collateral;
    this.#debt = debt;
    lendAt(terms, this.#reserves, this.#totalDebt(row));
  }

  #totalDebt(row: number): bigint {
    return debtOfRow(this.#columns, row) + this.#debt;
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
    state.carry = (stakingApr[row] as number) - Number(this.#reserves.weth.variableBorrowRate / RATIO_TO_RAY);
    state.carryAfter = state.carry;
    state.marketAge = age[row] as number;
    state.lenderAge = state.marketAge;
    state.sinceAction = (time[row] as number) - this.#position.lastAction;
    state.sinceSale = (time[row] as number) - this.#position.lastSale;
    this.#tally.ltv(state.ltv);
  }

  #liquidate(row: number): void {
    const loop = this.#loopAt(row, this.#position);
    const { market, position } = loop;
    const loan = { reserve: market.lender.weth, borrower: position.weth, price: WAD, unit: WAD };
    const account = () => accountDataOf(market, position);
    const times = liquidateUnsafe(market, position.wsteth, loan, account);
    if (times === 0) return;
    this.#tally.liquidations += times;
    this.#settle(loop);
    this.#see(row);
  }

  /** Takes over what was done to a loop and, by it, to what borrowers pay. */
  #settle({ position, market }: Loop): void {
    const { weth, wsteth } = this.#reserves;
    this.#position = position;
    weth.variableBorrowRate = market.lender.weth.variableBorrowRate;
    this.#debt = rayMul(position.weth.scaledDebt, weth.variableBorrowIndex);
    this.#collateral = rayMul(position.wsteth.scaledSupply, wsteth.liquidityIndex);
  }

  /** Tells what a share is worth, fees that are due taken off. */
  #value(row: number): void {
    const shares = Number(this.#standing(row).supply);
    const redemption = Number(this.#columns.redemption[row]) / 1e18;
    this.#tally.worth(row, (Number(this.#collateral) * redemption) / shares, Number(this.#debt) / shares);
  }

  #standing(row: number): Standing {
    const loop = this.#loopAt(row, this.#position);
    return standing({ books: this.#books, market: loop.market, strategies: [loopStrategy(loop)] });
  }

  #loopAt(row: number, position: LoopPosition): Loop {
    return loopAt(this.#columns, row, this.#reserves, position, this.#setting.loop, this.#totalDebt(row));
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
    const loop = this.#loopAt(row, copyPosition(this.#position));
    try {
      const floor = action === Action.delever ? saleFloor(loop, this.#state, urgency) : 0n;
      const { sold, repaid } = execute(loop, { action, target, floor });
      this.#tally.sale(Number(sold) / 1e18, Number(repaid) / 1e18);
    } catch (error) {
      reasonOf(error);
      return false;
    }
    this.#settle(loop);
    return true;
  }
}
