/**
 * The market on the midnight before 1 May 2022, as the offline mainnet's genesis holds it: where a backtest
 * of that summer begins. Recorded: the pool's balances, the lender's utilisation, its risk settings; assumed:
 * the rate curve (v2's of October 2022), the reserve factor, and every amount that only gives its holder room
 * to move. `devnet/genesis` tells more.
 */
import type { RateCurve } from "../../strategies/kernels/aave/rate-curve.ts";
import { copyMarket, type Market } from "../../strategies/market/market.ts";

const RAY = 10n ** 27n;
const ETHER = 10n ** 18n;
const GENESIS = 1_651_363_200;

const RATE_CURVE: RateCurve = {
  optimalUsageRatio: (RAY * 70n) / 100n,
  baseRate: 0n,
  slope1: (RAY * 3n) / 100n,
  slope2: RAY,
};

const UNTOUCHED = {
  liquidityIndex: RAY,
  variableBorrowIndex: RAY,
  lastUpdate: GENESIS,
  accruedToTreasury: 0n,
  curve: RATE_CURVE,
};

const GENESIS_MARKET: Market = {
  time: GENESIS,
  lido: { totalShares: 3_921_438_867_068_722_848_430_885n, totalPooledEther: 4_200_000n * ETHER },
  pool: {
    ether: 814_723n * ETHER,
    stethShares: 777_372_969_544_813_388_396_777n,
    adminEther: 0n,
    adminSteth: 0n,
    lpSupply: 1_647_315_099_053_105_598_496_110n,
    amplification: 5_000n,
    fee: 4_000_000n,
    adminFee: 5_000_000_000n,
  },
  lender: {
    weth: {
      ...UNTOUCHED,
      liquidityRate: 6_607_795_242_857_142_857_142_857n,
      variableBorrowRate: 17_738_571_428_571_428_571_428_571n,
      scaledSupply: 1_000_000n * ETHER,
      scaledDebt: 413_900n * ETHER,
      availableLiquidity: 586_100n * ETHER,
      reserveFactor: 1_000n,
    },
    wsteth: {
      ...UNTOUCHED,
      liquidityRate: 0n,
      variableBorrowRate: 0n,
      scaledSupply: 1_500_000n * ETHER,
      scaledDebt: 0n,
      availableLiquidity: 1_500_000n * ETHER,
      reserveFactor: 0n,
    },
    collateral: { ltv: 6_900n, liquidationThreshold: 8_100n, liquidationBonus: 10_750n, atMarket: true },
  },
  whales: {
    lender: { scaledSupply: 1_000_000n * ETHER, scaledDebt: 0n },
    borrower: { scaledSupply: 0n, scaledDebt: 413_900n * ETHER },
  },
  feed: { answer: 999_174_706_835_409_602n, updatedAt: GENESIS },
  flashLiquidity: 60_000n * ETHER,
};

/** A market of one's own to change. */
export const mainnetOfMay2022 = (): Market => copyMarket(GENESIS_MARKET);
