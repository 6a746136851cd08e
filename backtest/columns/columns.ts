/**
 * A market as columns of numbers, one entry a row of a tape: for long tapes and for many settings over one tape. Here the
 * tape says what prices, pool and other people's loans are; in `backtest/engine` other people's trades make them so. Own
 * loans move the borrow rate from there on, own trades move the pool until the next row.
 *
 * Each figure stands twice, as the exact integer and as the nearest double, in shared memory that workers can read.
 */
import type { RateCurve } from "../../strategies/kernels/aave/rate-curve.ts";
import type { Wad } from "../../strategies/kernels/math/units.ts";

/** How the lender prices stETH: by its market, as Aave v2 did in 2022, or at what Lido redeems. */
export type LenderPrice = "market" | "redemption";

/** What holds in every row. */
export interface MarketTerms {
  readonly curve: RateCurve;
  /** WETH supplied to the lender, lent out or not, gwei. */
  readonly lendable: bigint;
  /** Yearly interest on collateral, a ray. */
  readonly collateralRate: bigint;
  /** The lender's limits for the collateral, in basis points; the bonus counts what it is added to. */
  readonly ltv: bigint;
  readonly liquidationThreshold: bigint;
  readonly liquidationBonus: bigint;
  /** True where the lender prices it by the market's feed, false where by the exchange rate. */
  readonly atMarket: boolean;
  /** WETH that can be flash-borrowed, wei. */
  readonly flashLiquidity: bigint;
  /** The pool's amplification coefficient times 100, and its fee, scale 1e10. */
  readonly amplification: bigint;
  readonly poolFee: bigint;
}

export interface Columns {
  readonly rows: number;
  readonly terms: MarketTerms;
  /** Unix seconds. */
  readonly time: Float64Array;
  /** ETH per unit that Lido redeems. */
  readonly redemption: BigInt64Array;
  /** ETH per unit as the lender sees it, WAD. */
  readonly lenderRate: BigInt64Array;
  /** Other people's WETH debt, gwei. */
  readonly othersDebt: BigInt64Array;
  /** What the pool holds, gwei. */
  readonly poolEther: BigInt64Array;
  readonly poolSteth: BigInt64Array;
  /** ETH per stETH as the lender's oracle has it, scaled 1e9. */
  readonly feed: Float64Array;
  /** The policy's view, scaled 1e9: market and lender price over redemption, and the staking rate a year. */
  readonly peg: Float64Array;
  readonly lenderPeg: Float64Array;
  readonly stakingApr: Float64Array;
  /** Gwei a unit of gas. */
  readonly gasPrice: Float64Array;
  /** Seconds since the market price was seen. */
  readonly age: Float64Array;
  /** The first row of each day is 1. */
  readonly newDay: Uint8Array;
}

const FLOATS = ["time", "feed", "peg", "lenderPeg", "stakingApr", "gasPrice", "age"] as const;
const INTEGERS = ["redemption", "lenderRate", "othersDebt", "poolEther", "poolSteth"] as const;

export type FloatName = (typeof FLOATS)[number];
export type IntegerName = (typeof INTEGERS)[number];
type Mutable = { -readonly [Name in FloatName]: Float64Array } & {
  -readonly [Name in IntegerName]: BigInt64Array;
} & { newDay: Uint8Array };

/** Columns of zeros, to be filled by whoever reads a tape. */
export function emptyColumns(rows: number, terms: MarketTerms): Columns & Mutable {
  const shared = (bytes: number) => new SharedArrayBuffer(rows * bytes);
  const columns: Partial<Mutable> = { newDay: new Uint8Array(shared(1)) };
  for (const name of FLOATS) columns[name] = new Float64Array(shared(8));
  for (const name of INTEGERS) columns[name] = new BigInt64Array(shared(8));
  return { rows, terms, ...(columns as Mutable) };
}

const GWEI: Wad = 1_000_000_000n;

/** Wei of an amount that a column holds in gwei. */
export const weiOf = (gwei: bigint): bigint => gwei * GWEI;
