import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Lido } from "../lido/lido.ts";
import { oracleReport } from "../lido/oracle-report.ts";
import { addLiquidity } from "./add-liquidity.ts";
import { exchange } from "./exchange.ts";
import { getDy } from "./get-dy.ts";
import { applyLiquidity } from "./liquidity.ts";
import { moveToBalances } from "./move-to-balances.ts";
import { removeLiquidity } from "./remove-liquidity.ts";
import { ETH, etherBalance, STETH, type StethPool, stethBalance } from "./steth-pool.ts";
import { stethPrice, tradeToPrice } from "./trade-to-price.ts";
import { virtualPrice } from "./virtual-price.ts";

const ETHER = 10n ** 18n;

/** The pool with the balances of a day, at A 50, a fee of 0.04% and Curve's half of it. */
const poolOf = (ether: bigint, steth: bigint): { pool: StethPool; lido: Lido } => {
  const lido = { totalShares: 3_900_000n * ETHER, totalPooledEther: 4_200_000n * ETHER };
  const pool = {
    ether: 0n,
    stethShares: 0n,
    adminEther: 0n,
    adminSteth: 0n,
    lpSupply: 0n,
    amplification: 5_000n,
    fee: 4_000_000n,
    adminFee: 5_000_000_000n,
  };
  addLiquidity(pool, lido, ether * ETHER, steth * ETHER);
  return { pool, lido };
};

test.each([
  ["2022-05-01", 814_723n, 832_594n, 0.9992],
  ["2022-05-14", 248_168n, 609_135n, 0.9759],
  ["2022-06-14", 109_892n, 498_671n, 0.9341],
])("on %s the recorded balances give the recorded price of stETH", (_, ether, steth, price) => {
  const { pool, lido } = poolOf(ether, steth);
  expect(Number(stethPrice(pool, lido)) / 1e18).toBeCloseTo(price, 4);
});

test("a trade there and back loses, and the providers' tokens gain", () => {
  const { pool, lido } = poolOf(500_000n, 700_000n);
  const before = virtualPrice(pool, lido);
  const ether = exchange(pool, lido, STETH, 10_000n * ETHER);
  expect(exchange(pool, lido, ETH, ether)).toBeLessThan(10_000n * ETHER);
  expect(virtualPrice(pool, lido)).toBeGreaterThan(before);
});

test("half of a trade's fee is Curve's", () => {
  const { pool, lido } = poolOf(500_000n, 500_000n);
  const dy = exchange(pool, lido, ETH, 1_000n * ETHER);
  const fee = (dy * 4n) / 9_996n;
  expect(pool.adminSteth - fee / 2n).toBeGreaterThanOrEqual(-1n);
  expect(pool.adminSteth - fee / 2n).toBeLessThanOrEqual(1n);
});

test("a staking reward reaches the pool without a transaction in it", () => {
  const { pool, lido } = poolOf(500_000n, 500_000n);
  const before = stethBalance(pool, lido);
  oracleReport(lido, 420n * ETHER);
  expect(stethBalance(pool, lido)).toBeGreaterThan(before);
});

test("LP tokens burned in proportion return no more than was paid in", () => {
  const { pool, lido } = poolOf(500_000n, 700_000n);
  const minted = addLiquidity(pool, lido, 5n * ETHER, 7n * ETHER);
  const { ether, steth } = removeLiquidity(pool, lido, minted);
  expect(ether).toBeLessThanOrEqual(5n * ETHER);
  expect(steth).toBeLessThanOrEqual(7n * ETHER);
});

describe("the trade that reaches a price", () => {
  test("brings one stETH to within 1e-9 ETH of it, from any side", () => {
    const price = fc.bigInt({ min: (ETHER * 60n) / 100n, max: (ETHER * 101n) / 100n });
    fc.assert(
      fc.property(price, fc.integer({ min: 100_000, max: 900_000 }), (target, ether) => {
        const { pool, lido } = poolOf(BigInt(ether), 500_000n);
        const trade = tradeToPrice(pool, lido, target);
        if (trade !== undefined) exchange(pool, lido, trade.coin, trade.dx);
        const gap = stethPrice(pool, lido) - target;
        expect(gap < 0n ? -gap : gap).toBeLessThanOrEqual(10n ** 9n);
      }),
      { seed: 2022, numRuns: 100 },
    );
  });

  test("is none where the price is there already", () => {
    const { pool, lido } = poolOf(300_000n, 500_000n);
    expect(tradeToPrice(pool, lido, getDy(pool, lido, STETH, ETHER))).toBeUndefined();
  });
});

test("a move to given balances meets both to within 1e-8, and tells beforehand where it ends", () => {
  const amount = fc.integer({ min: 50_000, max: 1_000_000 });
  fc.assert(
    fc.property(amount, amount, amount, amount, (ether, steth, ether2, steth2) => {
      const { pool, lido } = poolOf(BigInt(ether), BigInt(steth));
      const move = moveToBalances(pool, lido, BigInt(ether2) * ETHER, BigInt(steth2) * ETHER);
      if (move.liquidity !== undefined) applyLiquidity(pool, lido, move.liquidity);
      if (move.trade !== undefined) exchange(pool, lido, move.trade.coin, move.trade.dx);
      expect([etherBalance(pool), stethBalance(pool, lido)]).toEqual([move.ether, move.steth]);
      expect(Math.abs(Number(move.ether) / (ether2 * 1e18) - 1)).toBeLessThan(1e-8);
      expect(Math.abs(Number(move.steth) / (steth2 * 1e18) - 1)).toBeLessThan(1e-8);
    }),
    { seed: 2022, numRuns: 200 },
  );
});
