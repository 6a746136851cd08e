/**
 * How long positions stay within their bands if nobody touches them and their loans are too small to move the rate: interest
 * on both sides and the lender's price multiply every LTV by the same factor in a row. So the factors are multiplied once,
 * and each position asks where their running extremes first take it out of its band.
 */
import type { FastColumns } from "./fast-columns.ts";

/** LTVs as fractions: where a position begins in the first row, and its band. */
export interface Untouched {
  readonly ltv: number;
  readonly low: number;
  readonly high: number;
}

/** LTV in each row over LTV in the first, its highest so far, and its lowest so far. */
export class LtvPath {
  readonly #highest: Float64Array;
  readonly #lowest: Float64Array;

  constructor(market: FastColumns) {
    const { columns, years, collateralGrowth, lenderRate } = market;
    const { rows } = columns;
    this.#highest = new Float64Array(rows);
    this.#lowest = new Float64Array(rows);
    let [debt, collateral, highest, lowest] = [1, 1, 1, 1];
    for (let row = 0; row < rows; row++) {
      const x = row === 0 ? 0 : rateAt(market, row - 1) * (years[row] as number);
      debt *= 1 + x + x * x * (0.5 + x / 6);
      collateral *= collateralGrowth[row] as number;
      const ltv = (debt / collateral) * ((lenderRate[0] as number) / (lenderRate[row] as number));
      highest = Math.max(highest, ltv);
      lowest = Math.min(lowest, ltv);
      this.#highest[row] = highest;
      this.#lowest[row] = lowest;
    }
  }

  /** The first row in which the position is above its band or below it; the number of rows where it never is. */
  leavesAt({ ltv, low, high }: Untouched): number {
    const above = firstWhere(this.#highest, (factor) => ltv * factor > high);
    const below = firstWhere(this.#lowest, (factor) => ltv * factor < low);
    return Math.min(above, below);
  }
}

/** The first index at which a condition holds that holds from there on; the length where there is none. */
function firstWhere(values: Float64Array, holds: (value: number) => boolean): number {
  let [from, to] = [0, values.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(values[middle] as number)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** What others' loans alone make of the borrow rate, a year. */
function rateAt({ othersUsage, terms }: FastColumns, row: number): number {
  const usage = othersUsage[row] as number;
  const past = usage - terms.optimalUsage;
  return terms.rateAtOptimum + past * (past > 0 ? terms.slopeAbove : terms.slopeBelow);
}
