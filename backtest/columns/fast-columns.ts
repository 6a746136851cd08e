/** What the fast engine reads of columns: doubles, with whatever does not depend on a setting worked out once. */
import type { Columns, MarketTerms } from "./columns.ts";

const YEAR = 31_536_000;

export interface FastColumns {
  readonly columns: Columns;
  /** Since the row before. */
  readonly years: Float64Array;
  /** Factor by which collateral grows in that time. */
  readonly collateralGrowth: Float64Array;
  readonly lenderRate: Float64Array;
  readonly redemption: Float64Array;
  /** Part of the lender's WETH that others have borrowed. */
  readonly othersUsage: Float64Array;
  readonly poolEther: Float64Array;
  readonly poolSteth: Float64Array;
  /** 1 where the market price was seen in this very row. */
  readonly fresh: Uint8Array;
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
  readonly baseRate: number;
  /** What the rate gains with usage: a unit of it below the optimum, and above. */
  readonly slopeBelow: number;
  readonly slopeAbove: number;
  readonly rateAtOptimum: number;
}

export function fastColumns(columns: Columns): FastColumns {
  const { rows, time, age, terms } = columns;
  const own = fastTerms(terms);
  const shared = (valueAt: (row: number) => number) => {
    const column = new Float64Array(new SharedArrayBuffer(rows * 8));
    for (let row = 0; row < rows; row++) column[row] = valueAt(row);
    return column;
  };
  const scaled = (column: BigInt64Array, divisor: number) => shared((row) => Number(column[row]) / divisor);
  const years = shared((row) => (row === 0 ? 0 : ((time[row] ?? 0) - (time[row - 1] ?? 0)) / YEAR));
  const fresh = new Uint8Array(new SharedArrayBuffer(rows));
  for (let row = 0; row < rows; row++) fresh[row] = age[row] === 0 ? 1 : 0;
  const collateralRate = Number(terms.collateralRate) / 1e27;
  return {
    columns,
    years,
    collateralGrowth: shared((row) => 1 + collateralRate * (years[row] as number)),
    lenderRate: scaled(columns.lenderRate, 1e18),
    redemption: scaled(columns.redemption, 1e18),
    othersUsage: scaled(columns.othersDebt, 1e9 * own.lendable),
    poolEther: scaled(columns.poolEther, 1e9),
    poolSteth: scaled(columns.poolSteth, 1e9),
    fresh,
    terms: own,
  };
}

function fastTerms(terms: MarketTerms): FastTerms {
  const { curve } = terms;
  const ray = (value: bigint) => Number(value) / 1e27;
  const bps = (value: bigint) => Number(value) / 1e4;
  const optimalUsage = ray(curve.optimalUsageRatio);
  return {
    lendable: Number(terms.lendable) / 1e9,
    flashLiquidity: Number(terms.flashLiquidity) / 1e18,
    ltv: bps(terms.ltv),
    liquidationThreshold: bps(terms.liquidationThreshold),
    liquidationBonus: bps(terms.liquidationBonus),
    amplification: Number(terms.amplification) / 100,
    poolFee: Number(terms.poolFee) / 1e10,
    optimalUsage,
    baseRate: ray(curve.baseRate),
    slopeBelow: ray(curve.slope1) / optimalUsage,
    slopeAbove: ray(curve.slope2) / (1 - optimalUsage),
    rateAtOptimum: ray(curve.baseRate) + ray(curve.slope1),
  };
}
