import { describe, expect, test } from "vitest";
import { invariant as classicInvariant } from "../curve/invariant.ts";
import { WAD } from "../math/units.ts";
import { addLiquidity } from "./add-liquidity.ts";
import { withdrawAdminFees } from "./admin-fees.ts";
import { dynamicFee } from "./dynamic-fee.ts";
import { exchange, getDy } from "./exchange.ts";
import { exponential } from "./exponential.ts";
import { getDx } from "./get-dx.ts";
import { lpTokensFor } from "./imbalance.ts";
import { invariant } from "./invariant.ts";
import { invariantOracle, newOracle, priceOracle, spotPrice } from "./oracle.ts";
import { balancesOf, type NgPool, type Pair, storedRate } from "./pool.ts";
import { removeLiquidity } from "./remove-liquidity.ts";
import { removeLiquidityImbalance } from "./remove-liquidity-imbalance.ts";
import { calcWithdrawOneCoin, removeLiquidityOneCoin } from "./remove-liquidity-one-coin.ts";
import { virtualPrice } from "./virtual-price.ts";

const NOW = 1_700_000_000;
const AT_PAR: Pair = [WAD, WAD];

/** A of 200, a fee of 0.01% that grows fivefold off the peg, a price averaged over 10 minutes' half-life. */
const poolOf = (coin0: bigint, coin1: bigint, rates = AT_PAR): NgPool => {
  const pool: NgPool = {
    held: [0n, 0n],
    adminBalances: [0n, 0n],
    lpSupply: 0n,
    amplification: 20_000n,
    fee: 1_000_000n,
    offpegFeeMultiplier: 50_000_000_000n,
    adminFee: 5_000_000_000n,
    oracle: newOracle(NOW, 866n),
  };
  addLiquidity(pool, rates, [coin0 * WAD, coin1 * WAD], NOW);
  return pool;
};

test("e to a power has the published digits", () => {
  expect(exponential(0n)).toBe(WAD);
  expect(exponential(-WAD / 2n)).toBe(606_530_659_712_633_423n);
  expect(exponential(-WAD)).toBe(367_879_441_171_442_321n);
  expect(exponential(-41n * WAD)).toBe(1n);
  expect(exponential(-42n * WAD)).toBe(0n);
});

describe("the invariant", () => {
  test("of a balanced pool is its sum", () => {
    expect(invariant([5n * WAD, 5n * WAD], 20_000n)).toBe(10n * WAD);
  });

  test("is not the classic pool's to the wei", () => {
    const [x0, x1] = [2n * WAD, 3n * WAD + 7n];
    expect(invariant([40n, 4_000n], 5_000n)).not.toBe(classicInvariant(40n, 4_000n, 5_000n));
    expect(invariant([x0, x1], 5_000n) - classicInvariant(x0, x1, 5_000n)).toBeLessThanOrEqual(1n);
  });

  test("does not exist for a coin alone", () => {
    expect(() => invariant([WAD, 0n], 20_000n)).toThrow(RangeError);
  });
});

describe("a trade", () => {
  test("at balance pays the fee and no more", () => {
    const fetched = getDy(poolOf(1_000_000n, 1_000_000n), AT_PAR, 0, 100n * WAD);
    expect(Number(fetched) / 1e18).toBeCloseTo(100 * 0.9999, 3);
  });

  test("off the peg pays up to five times the fee", () => {
    const pool = poolOf(1_000_000n, 1_000_000n);
    expect(dynamicFee(pool, WAD, WAD, pool.fee)).toBe(1_000_000n);
    expect(dynamicFee(pool, WAD, 9n * WAD, pool.fee)).toBe(2_049_180n);
    expect(dynamicFee(pool, 1n, 10n ** 12n, pool.fee)).toBe(5_000_000n);
  });

  test("of a coin whose rate has grown fetches that much more", () => {
    const rates: Pair = [WAD, storedRate(WAD, (12n * WAD) / 10n)];
    const fetched = getDy(poolOf(1_200_000n, 1_000_000n, rates), rates, 1, 100n * WAD);
    expect(Number(fetched) / 1e18).toBeCloseTo(120 * 0.9999, 3);
  });

  test("takes coins of six decimals at their worth", () => {
    const rates: Pair = [storedRate(10n ** 30n), WAD];
    const pool = { ...poolOf(1n, 1n), held: [1_000_000n * 10n ** 6n, 1_000_000n * WAD] as const };
    expect(Number(getDy(pool, rates, 1, 100n * WAD)) / 1e6).toBeCloseTo(99.99, 2);
  });

  test("leaves half its fee to Curve, which is paid without the providers losing anything", () => {
    const pool = poolOf(1_000_000n, 1_000_000n);
    const paid = exchange(pool, AT_PAR, 0, 1_000n * WAD, NOW);
    expect(Number(pool.adminBalances[1]) / Number(paid)).toBeCloseTo(0.00005, 7);
    const owned = balancesOf(pool);
    withdrawAdminFees(pool);
    expect(balancesOf(pool)).toEqual(owned);
  });

  test("is foretold by its price in the other coin, up to the fee's change", () => {
    const pool = poolOf(900_000n, 1_100_000n);
    const dx = getDx(pool, AT_PAR, 0, 500n * WAD);
    expect(Number(getDy(pool, AT_PAR, 0, dx)) / 5e20).toBeCloseTo(1, 6);
  });
});

describe("the averages", () => {
  test("do not move in the block of a trade, and go half of the way in ten minutes", () => {
    const pool = poolOf(1_000_000n, 1_000_000n);
    exchange(pool, AT_PAR, 1, 500_000n * WAD, NOW);
    const spot = pool.oracle.price.last;
    expect(spot).toBeLessThan(WAD);
    expect(priceOracle(pool, NOW)).toBe(WAD);
    const gone = Number(WAD - priceOracle(pool, NOW + 600)) / Number(WAD - spot);
    expect(gone).toBeCloseTo(0.5, 2);
  });

  test("book the curve's price, which a rate moves without a trade", () => {
    const pool = poolOf(1_000_000n, 1_000_000n);
    expect(spotPrice(pool, AT_PAR)).toBe(WAD);
    expect(spotPrice(pool, [WAD, 2n * WAD])).toBeLessThan(WAD);
    expect(pool.oracle.price.last).toBe(WAD);
  });

  test("of the invariant fall with a proportional withdrawal", () => {
    const pool = poolOf(1_000_000n, 1_000_000n);
    removeLiquidity(pool, pool.lpSupply / 2n, NOW + 12);
    expect(pool.oracle.invariant.last).toBe(1_000_000n * WAD);
    expect(invariantOracle(pool, NOW + 12)).toBe(2_000_000n * WAD);
  });
});

describe("liquidity", () => {
  test("in proportion comes back as it went in, less dust", () => {
    const pool = poolOf(600_000n, 900_000n);
    const minted = addLiquidity(pool, AT_PAR, [2n * WAD, 3n * WAD], NOW);
    const [coin0, coin1] = removeLiquidity(pool, minted, NOW);
    expect(coin0).toBeLessThanOrEqual(2n * WAD);
    expect(coin1).toBeLessThanOrEqual(3n * WAD);
    expect(Number(coin0) / 2e18).toBeCloseTo(1, 9);
  });

  test("of one coin gains the others: their LP tokens are worth more after it", () => {
    const pool = poolOf(1_000_000n, 1_000_000n);
    const before = virtualPrice(pool, AT_PAR);
    const foretold = lpTokensFor(pool, AT_PAR, [1_000n * WAD, 0n], 1n);
    expect(addLiquidity(pool, AT_PAR, [1_000n * WAD, 0n], NOW)).toBe(foretold);
    expect(virtualPrice(pool, AT_PAR)).toBeGreaterThan(before);
  });

  test("leaves in one coin for what was foretold, and in named amounts for one unit more", () => {
    const pool = poolOf(1_000_000n, 1_000_000n);
    const foretold = calcWithdrawOneCoin(pool, AT_PAR, 1_000n * WAD, 1);
    expect(removeLiquidityOneCoin(pool, AT_PAR, 1_000n * WAD, 1, NOW)).toBe(foretold);
    const amounts: Pair = [300n * WAD, 0n];
    const burned = lpTokensFor(pool, AT_PAR, amounts, -1n) + 1n;
    expect(removeLiquidityImbalance(pool, AT_PAR, amounts, NOW)).toBe(burned);
  });

  test("cannot begin with one coin", () => {
    const pool = { ...poolOf(1n, 1n), held: [0n, 0n] as const, lpSupply: 0n };
    expect(() => addLiquidity(pool, AT_PAR, [WAD, 0n], NOW)).toThrow("the first deposit requires all coins");
  });
});
