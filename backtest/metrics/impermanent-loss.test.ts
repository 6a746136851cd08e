import { describe, expect, test } from "vitest";
import type { StepRecord } from "../result.ts";
import { impermanentLossOf } from "./impermanent-loss.ts";

const WAD = 10n ** 18n;
const step = (lp: bigint, ether: bigint, steth: bigint, price: number, rate = 100n): StepRecord =>
  ({
    pooled: { lp: lp * WAD, ether: ether * WAD, steth: steth * WAD },
    poolPrice: (WAD * BigInt(Math.round(price * 100))) / 100n,
    redemptionRate: (WAD * rate) / 100n,
  }) as unknown as StepRecord;

describe("impermanent loss", () => {
  test("is what the pool's coins are short of those that went in, at the price of the day", () => {
    // 50 and 50 at par; at 0.9 the pool holds 30 and 70: 93 against 95.
    const loss = impermanentLossOf([step(100n, 50n, 50n, 1), step(100n, 30n, 70n, 0.9)]);
    expect(loss?.atEnd).toBeCloseTo(2 / 95, 12);
  });

  test("is made good as the price returns, and the deepest is remembered", () => {
    const there = [step(100n, 50n, 50n, 1), step(100n, 30n, 70n, 0.9), step(100n, 50n, 50n, 1)];
    const loss = impermanentLossOf(there);
    expect(loss?.atEnd).toBe(0);
    expect(loss?.worst).toBeCloseTo(2 / 95, 12);
  });

  test("compares with stETH that rebases, so that staking is no gain of the pool's", () => {
    const loss = impermanentLossOf([step(100n, 50n, 50n, 1, 100n), step(100n, 50n, 52n, 1, 104n)]);
    expect(loss?.atEnd).toBe(0);
  });

  test("begins anew where liquidity was moved, and what was lost before stays lost", () => {
    const moved = [...[step(100n, 50n, 50n, 1), step(100n, 30n, 70n, 0.9)], step(50n, 15n, 35n, 0.9)];
    const loss = impermanentLossOf([...moved, step(50n, 15n, 35n, 0.9)]);
    expect(loss?.atEnd).toBeCloseTo(2 / 95, 12);
  });

  test("is none for what never was in a pool", () => {
    expect(impermanentLossOf([step(0n, 0n, 0n, 1), step(0n, 0n, 0n, 0.9)])).toBeNull();
  });
});
