/**
 * How long positions stay within their bands if nobody touches them and their loans are too small to move the rate. A lender
 * keeps one index for all debt and one for all collateral, so interest is worked out once a row; each position's balances, and
 * where they stand in its band, are worked out in every row.
 */
import { type FastColumns, interest, rateAt } from "./fast-columns.ts";

/** In the first row: units of collateral and ether of debt. LTVs of the band are fractions. */
export interface Untouched {
  readonly units: number;
  readonly debt: number;
  readonly low: number;
  readonly high: number;
}

/** Of a market: what an ether owed in the first row has grown to, and what a unit of collateral is worth to the lender. */
export class Indices {
  readonly #owed: Float64Array;
  readonly #worth: Float64Array;

  constructor(market: FastColumns) {
    const { columns, years, worth } = market;
    this.#owed = new Float64Array(columns.rows);
    this.#worth = worth;
    let index = 1;
    for (let row = 0; row < columns.rows; row++) {
      const x = row === 0 ? 0 : rateAt(market, row - 1, 0) * (years[row] as number);
      index += interest(index, x);
      this.#owed[row] = index;
    }
  }

  /** The first row in which the position is above its band or below it; the number of rows where it never is. */
  leavesAt({ units, debt, low, high }: Untouched): number {
    const owed = this.#owed;
    const worth = this.#worth;
    const rows = owed.length;
    for (let row = 0; row < rows; row++) {
      const balance = debt * (owed[row] as number);
      const value = units * (worth[row] as number);
      if (balance > value * high || balance < value * low) return row;
    }
    return rows;
  }
}
