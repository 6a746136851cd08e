// The market that the proofs of Aave v3.0 and v3.6 run on: three reserves of different decimals, two e-mode categories
// and one that is not set up. Prices are in US dollars of 8 decimals.

import type { CollateralTerms } from "../../../strategies/kernels/aave/holding.ts";
import type { RateCurve } from "../../../strategies/kernels/aave/rate-curve.ts";
import type { EModeCategory } from "../../../strategies/kernels/aave/v3.6/e-mode.ts";
import type { Bps } from "../../../strategies/kernels/math/units.ts";

export type Listing = {
  readonly symbol: string;
  readonly decimals: number;
  readonly terms: CollateralTerms;
  readonly borrowable: boolean;
  /** The one e-mode category that it belongs to in v3.0; v3.6 has its categories' bitmaps instead. */
  readonly category: number;
  readonly liquidationProtocolFee: Bps;
  readonly reserveFactor: Bps;
  /** In whole tokens; zero is none. */
  readonly supplyCap: bigint;
  readonly borrowCap: bigint;
  /** Optimal usage, base rate and both slopes, in basis points. */
  readonly curve: readonly [bigint, bigint, bigint, bigint];
  /** What one usually deals in, in whole tokens: near the $1,000 and $2,000 that liquidations look at. */
  readonly lot: bigint;
  readonly price: bigint;
};

export const LISTINGS: readonly Listing[] = [
  {
    symbol: "ETH",
    decimals: 18,
    terms: { ltv: 8_050n, liquidationThreshold: 8_300n, liquidationBonus: 10_500n },
    borrowable: true,
    category: 1,
    liquidationProtocolFee: 1_000n,
    reserveFactor: 1_500n,
    supplyCap: 0n,
    borrowCap: 0n,
    curve: [9_000n, 0n, 270n, 8_000n],
    lot: 10n,
    price: 2_000n * 10n ** 8n,
  },
  {
    symbol: "USD",
    decimals: 6,
    terms: { ltv: 7_500n, liquidationThreshold: 7_800n, liquidationBonus: 10_450n },
    borrowable: true,
    category: 2,
    liquidationProtocolFee: 0n,
    reserveFactor: 1_000n,
    supplyCap: 150_000n,
    borrowCap: 60_000n,
    curve: [9_200n, 0n, 550n, 3_500n],
    lot: 20_000n,
    price: 10n ** 8n,
  },
  {
    symbol: "BTC",
    decimals: 8,
    terms: { ltv: 7_300n, liquidationThreshold: 7_800n, liquidationBonus: 10_650n },
    borrowable: false,
    category: 1,
    liquidationProtocolFee: 2_000n,
    reserveFactor: 5_000n,
    supplyCap: 8n,
    borrowCap: 0n,
    curve: [8_000n, 100n, 400n, 30_000n],
    lot: 1n,
    price: 30_000n * 10n ** 8n,
  },
];

/** The reserves by their ids. */
export const ETH = 0;
export const USD = 1;
export const BTC = 2;

const bitmap = (...ids: readonly number[]): bigint => ids.reduce((bits, id) => bits | (1n << BigInt(id)), 0n);

/** By number; the first is no category, the last is not set up. */
export const CATEGORIES: readonly (EModeCategory | undefined)[] = [
  undefined,
  {
    ltv: 9_300n,
    liquidationThreshold: 9_500n,
    liquidationBonus: 10_100n,
    collateralBitmap: bitmap(ETH, BTC),
    borrowableBitmap: bitmap(ETH, BTC),
    ltvzeroBitmap: 0n,
  },
  {
    ltv: 8_800n,
    liquidationThreshold: 9_000n,
    liquidationBonus: 10_300n,
    collateralBitmap: bitmap(ETH, USD),
    borrowableBitmap: bitmap(USD, BTC),
    ltvzeroBitmap: 0n,
  },
  {
    ltv: 0n,
    liquidationThreshold: 0n,
    liquidationBonus: 0n,
    collateralBitmap: 0n,
    borrowableBitmap: 0n,
    ltvzeroBitmap: 0n,
  },
];

/** The protocol's part is v3.0's; in v3.6 it takes all. */
export const FLASH_LOAN_PREMIUM = { total: 9n, toProtocol: 3_000n } satisfies Record<string, Bps>;

const RAY_A_BPS = 10n ** 23n;

export const unitOf = ({ decimals }: Listing): bigint => 10n ** BigInt(decimals);

export const curveOf = ({ curve: [optimal, base, slope1, slope2] }: Listing): RateCurve => ({
  optimalUsageRatio: optimal * RAY_A_BPS,
  baseRate: base * RAY_A_BPS,
  slope1: slope1 * RAY_A_BPS,
  slope2: slope2 * RAY_A_BPS,
});
