/** Counts what a run comes to, whichever engine makes it. */
import { Action } from "../../strategies/decision.ts";
import type { Columns } from "./columns.ts";
import type { LoopOutcome } from "./loop-case.ts";

const YEAR = 31_536_000;
const RATIO = 1e9;

export class Tally {
  refused = 0;
  liquidations = 0;
  readonly #columns: Columns;
  #maxLtv = 0;
  #levers = 0;
  #delevers = 0;
  #sold = 0;
  #discount = 0;
  #gas = 0;
  #peak = 0;
  #drawdown = 0;

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** An LTV before the keeper acts, scaled 1e9. */
  ltv(ltv: number): void {
    if (ltv > this.#maxLtv) this.#maxLtv = ltv;
  }

  /** What a share is worth in ETH at the market price, of its stETH of collateral and ether of debt. */
  worth(row: number, collateral: number, debt: number): void {
    const peg = Math.min((this.#columns.peg[row] as number) / RATIO, 1);
    const worth = collateral * peg - debt;
    if (worth > this.#peak) this.#peak = worth;
    else this.#drawdown = Math.max(this.#drawdown, 1 - worth / this.#peak);
  }

  acted(action: Action, gas: bigint, gasPrice: number): void {
    if (action === Action.lever) this.#levers++;
    if (action === Action.delever) this.#delevers++;
    this.gas(gas, gasPrice);
  }

  failed(gas: bigint, gasPrice: number): void {
    this.refused++;
    this.gas(gas, gasPrice);
  }

  /** Units of gas at gwei a unit. */
  gas(gas: bigint, gasPrice: number): void {
    this.#gas += Number(gas) * gasPrice * 1e-9;
  }

  /** A sale of `sold` stETH for `fetched` ether. */
  sale(sold: number, fetched: number): void {
    this.#sold += sold;
    this.#discount += sold - fetched;
  }

  outcome(unitsPerShare: number): LoopOutcome {
    const { time, rows } = this.#columns;
    const seconds = (time[rows - 1] ?? 0) - (time[0] ?? 0);
    return {
      unitsPerShare,
      apr: seconds === 0 ? 0 : ((unitsPerShare - 1) * YEAR) / seconds,
      maxDrawdown: this.#drawdown,
      maxLtv: this.#maxLtv / RATIO,
      levers: this.#levers,
      delevers: this.#delevers,
      refused: this.refused,
      liquidations: this.liquidations,
      sold: this.#sold,
      discount: this.#discount,
      gas: this.#gas,
    };
  }
}
