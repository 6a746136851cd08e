/**
 * The market on 28 July 2025, where the tape of 2025-26 begins: Aave v3's core market on Ethereum, which prices wstETH at Lido's exchange
 * rate, and Curve's pool as a smaller market than it was in 2022.
 *
 * On record: the ETH-correlated e-mode, which lends 93% and liquidates at 95% with a bonus of 1% (governance.aave.com/t/13570; 95% still in
 * April 2026, /t/24478), and 78.5%, 81% and 6% outside of it; a rate curve with 2.7% at its optimal usage of 92% (/t/22625 and /t/23129), a reserve factor of 15% and some
 * 3.0 million WETH (/t/24478); the two WETH rates.
 *
 * Assumed: that one curve held all year (slope 1 went from 2.70% down to 2.20%), and that it ends at the 18% which press reports of July
 * 2025 name as the peak (slope 2 was changed several times, to 6% in April 2026); a pool of 60,000 coins on the terms of 2022; no interest
 * on wstETH (0.06% at most); every amount that only gives its holder room to move.
 *
 * The arithmetic is that of Aave v3.0. The lender of 2025 ran v3.4 and later, which round debt up and close small positions whole.
 */
import type { RateCurve } from "../../strategies/kernels/aave/rate-curve.ts";
import { invariant } from "../../strategies/kernels/curve/invariant.ts";
import { emptyQueue } from "../../strategies/kernels/lido/withdrawal-queue/queue.ts";
import { transmit } from "../../strategies/market/feed.ts";
import type { Market } from "../../strategies/market/market.ts";

const RAY = 10n ** 27n;
const ETHER = 10n ** 18n;
const MIDNIGHT = 1_753_660_800;

const RATE_CURVE: RateCurve = {
  optimalUsageRatio: (RAY * 92n) / 100n,
  baseRate: 0n,
  slope1: (RAY * 27n) / 1_000n,
  slope2: (RAY * 153n) / 1_000n,
};

const UNTOUCHED = {
  liquidityIndex: RAY,
  variableBorrowIndex: RAY,
  lastUpdate: MIDNIGHT,
  accruedToTreasury: 0n,
  curve: RATE_CURVE,
};

const WETH = { supplied: 3_000_000n * ETHER, borrowed: 2_763_000n * ETHER };
const WSTETH = 3_000_000n * ETHER;
const POOL = { ether: 30_000n * ETHER, steth: 30_000n * ETHER, amplification: 5_000n };

/** A market of one's own to change; a Lido share is worth one ETH in it until a tape says what it was. */
export function mainnetOfJuly2025(): Market {
  const market: Market = {
    time: MIDNIGHT,
    lido: { totalShares: 7_500_000n * ETHER, totalPooledEther: 7_500_000n * ETHER },
    withdrawalQueue: emptyQueue(),
    pool: {
      ether: POOL.ether,
      stethShares: POOL.steth,
      adminEther: 0n,
      adminSteth: 0n,
      lpSupply: invariant(POOL.ether, POOL.steth, POOL.amplification),
      amplification: POOL.amplification,
      fee: 4_000_000n,
      adminFee: 5_000_000_000n,
    },
    lender: {
      weth: {
        ...UNTOUCHED,
        liquidityRate: (RAY * 22_533n) / 1_000_000n,
        variableBorrowRate: (RAY * 28_934n) / 1_000_000n,
        scaledSupply: WETH.supplied,
        scaledDebt: WETH.borrowed,
        availableLiquidity: WETH.supplied - WETH.borrowed,
        reserveFactor: 1_500n,
      },
      wsteth: {
        ...UNTOUCHED,
        liquidityRate: 0n,
        variableBorrowRate: 0n,
        scaledSupply: WSTETH,
        scaledDebt: 0n,
        availableLiquidity: WSTETH,
        reserveFactor: 500n,
      },
      collateral: { ltv: 9_300n, liquidationThreshold: 9_500n, liquidationBonus: 10_100n, atMarket: false },
      withoutEMode: { ltv: 7_850n, liquidationThreshold: 8_100n, liquidationBonus: 10_600n, atMarket: false },
    },
    whales: {
      lender: { scaledSupply: WETH.supplied, scaledDebt: 0n },
      borrower: { scaledSupply: 0n, scaledDebt: WETH.borrowed },
    },
    feed: { answer: 0n, updatedAt: 0 },
    flashLiquidity: 60_000n * ETHER,
  };
  transmit(market);
  return market;
}
