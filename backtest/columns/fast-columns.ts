/** What the fast engine reads of columns: doubles, with whatever does not depend on a setting worked out once. */
import type { Columns, MarketTerms } from "./columns.ts";
import { type Spans, spansOf } from "./spans.ts";

const YEAR = 31_536_000;

export interface FastColumns {
  readonly columns: Columns;
  /** Since the row before. */
  readonly years: Float64Array;
  /** Factor by which collateral has grown since the first row. */
  readonly growth: Float64Array;
  readonly lenderRate: Float64Array;
  /** The lender's price of what was one unit of collateral in the first row. */
  readonly worth: Float64Array;
  readonly redemption: Float64Array;
  /** What others have borrowed. */
  readonly othersDebt: Float64Array;
  /** The borrow rate that their debt alone makes on either slope of the lender's curve, a year; debt up to `kink` more is on the lower. */
  readonly rateBelow: Float64Array;
  readonly rateAbove: Float64Array;
  readonly kink: Float64Array;
  readonly poolEther: Float64Array;
  readonly poolSteth: Float64Array;
  /** 1 where the market price was seen in this very row. */
  readonly fresh: Uint8Array;
  readonly spans: Spans;
  readonly terms: FastTerms;
}

export interface FastTerms {
  /** Ether. */
  readonly lendable: number;
  readonly flashLiquidity: number;
  /** Fractions of one. */
  readonly ltv: number;
  readonly liquidationThreshold: number;
  readonly liquidationBonus: number;
  readonly amplification: number;
  readonly poolFee: number;
  readonly optimalUsage: number;
  readonly rateAtOptimum: number;
  /** What an ether of debt adds to the rate below the optimal usage, and above. */
  readonly slopeBelow: number;
  readonly slopeAbove: number;
}

export function fastColumns(columns: Columns): FastColumns {
  const { rows, time, age } = columns;
  const terms = fastTerms(columns.terms);
  const { lendable, optimalUsage, rateAtOptimum, slopeBelow, slopeAbove } = terms;
  const shared = (valueAt: (row: number) => number) => {
    const column = new Float64Array(new SharedArrayBuffer(rows * 8));
    for (let row = 0; row < rows; row++) column[row] = valueAt(row);
    return column;
  };
  const scaled = (column: BigInt64Array, divisor: number) => shared((row) => Number(column[row]) / divisor);
  const years = shared((row) => (row === 0 ? 0 : ((time[row] ?? 0) - (time[row - 1] ?? 0)) / YEAR));
  const collateralRate = Number(columns.terms.collateralRate) / 1e27;
  let grown = 1;
  const growth = shared((row) => {
    grown *= 1 + collateralRate * (years[row] as number);
    return grown;
  });
  const lenderRate = scaled(columns.lenderRate, 1e18);
  const othersDebt = scaled(columns.othersDebt, 1e9);
  const worth = shared((row) => (lenderRate[row] as number) * (growth[row] as number));
  const kink = shared((row) => optimalUsage * lendable - (othersDebt[row] as number));
  const fresh = new Uint8Array(new SharedArrayBuffer(rows));
  for (let row = 0; row < rows; row++) fresh[row] = age[row] === 0 ? 1 : 0;
  return {
    columns,
    years,
    growth,
    lenderRate,
    worth,
    redemption: scaled(columns.redemption, 1e18),
    othersDebt,
    rateBelow: shared((row) => rateAtOptimum - slopeBelow * (kink[row] as number)),
    rateAbove: shared((row) => rateAtOptimum - slopeAbove * (kink[row] as number)),
    kink,
    poolEther: scaled(columns.poolEther, 1e9),
    poolSteth: scaled(columns.poolSteth, 1e9),
    fresh,
    spans: spansOf(columns, worth, kink),
    terms,
  };
}

/** The borrow rate of a row, a year, once `debt` ether are owed beside what others owe. */
export const rateAt = ({ kink, terms }: FastColumns, row: number, debt: number): number =>
  rateFor(terms, debt - (kink[row] as number));

/** The borrow rate, a year, where `past` ether are owed above what the optimal usage bears. */
export const rateFor = ({ rateAtOptimum, slopeBelow, slopeAbove }: FastTerms, past: number): number =>
  rateAtOptimum + past * (past > 0 ? slopeAbove : slopeBelow);

const SIXTH = 1 / 6;

/** What `debt` grows by at `x`, a rate times the years that it holds: three terms of the power, as Aave v3.0 has it. */
export function interest(debt: number, x: number): number {
  const simple = debt * x;
  return simple + simple * x * (0.5 + SIXTH * x);
}

function fastTerms(terms: MarketTerms): FastTerms {
  const { curve } = terms;
  const ray = (value: bigint) => Number(value) / 1e27;
  const bps = (value: bigint) => Number(value) / 1e4;
  const optimalUsage = ray(curve.optimalUsageRatio);
  const lendable = Number(terms.lendable) / 1e9;
  return {
    lendable,
    flashLiquidity: Number(terms.flashLiquidity) / 1e18,
    ltv: bps(terms.ltv),
    liquidationThreshold: bps(terms.liquidationThreshold),
    liquidationBonus: bps(terms.liquidationBonus),
    amplification: Number(terms.amplification) / 100,
    poolFee: Number(terms.poolFee) / 1e10,
    optimalUsage,
    rateAtOptimum: ray(curve.baseRate) + ray(curve.slope1),
    slopeBelow: ray(curve.slope1) / (optimalUsage * lendable),
    slopeAbove: ray(curve.slope2) / ((1 - optimalUsage) * lendable),
  };
}
