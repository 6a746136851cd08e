/**
 * A calm market in round numbers, for tests: the lender of 2022, a deep pool at par, a share of Lido worth
 * 1.1 stETH.
 */
import { invariant } from "../kernels/curve/invariant.ts";
import { WAD } from "../kernels/math/units.ts";
import { transmit } from "./feed.ts";
import type { Market } from "./market.ts";

const RAY = 10n ** 27n;
export const ETHER = WAD;
export const MAY_2022 = 1_651_363_200;

const POOL_ETHER = 800_000n * ETHER;
/** Shares of the pool's 803,000 stETH. */
const POOL_SHARES = 730_000n * ETHER;

export function roundMarket(): Market {
  const curve = { optimalUsageRatio: (RAY * 7n) / 10n, baseRate: 0n, slope1: (RAY * 3n) / 100n, slope2: RAY };
  const untouched = {
    liquidityIndex: RAY,
    variableBorrowIndex: RAY,
    liquidityRate: 0n,
    lastUpdate: MAY_2022,
    accruedToTreasury: 0n,
    reserveFactor: 1_000n,
    curve,
  };
  const market: Market = {
    time: MAY_2022,
    lido: { totalShares: 4_000_000n * ETHER, totalPooledEther: 4_400_000n * ETHER },
    pool: {
      ether: POOL_ETHER,
      stethShares: POOL_SHARES,
      adminEther: 0n,
      adminSteth: 0n,
      lpSupply: invariant(POOL_ETHER, (POOL_SHARES * 11n) / 10n, 5_000n),
      amplification: 5_000n,
      fee: 4_000_000n,
      adminFee: 5_000_000_000n,
    },
    lender: {
      weth: {
        ...untouched,
        variableBorrowRate: (RAY * 18n) / 1_000n,
        scaledSupply: 1_000_000n * ETHER,
        scaledDebt: 420_000n * ETHER,
        availableLiquidity: 580_000n * ETHER,
      },
      wsteth: {
        ...untouched,
        variableBorrowRate: 0n,
        scaledSupply: 1_500_000n * ETHER,
        scaledDebt: 0n,
        availableLiquidity: 1_500_000n * ETHER,
      },
      collateral: { ltv: 6_900n, liquidationThreshold: 8_100n, liquidationBonus: 10_750n, atMarket: true },
    },
    whales: {
      lender: { scaledSupply: 1_000_000n * ETHER, scaledDebt: 0n },
      borrower: { scaledSupply: 0n, scaledDebt: 420_000n * ETHER },
    },
    feed: { answer: 0n, updatedAt: 0 },
    flashLiquidity: 60_000n * ETHER,
  };
  transmit(market);
  return market;
}
