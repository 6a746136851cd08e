import { expect, test } from "vitest";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { dollarsOf } from "./dollars.ts";

const YEAR = 365 * 86_400;

test("BTK-04 growth in ETH and a fall of ETH multiply in dollars", () => {
  // 100 stETH at $2,000 become 110, and 109 for who leaves, at $1,500.
  const result = dollarsOf(
    { first: 2_000n * WAD, last: 1_500n * WAD },
    100n * WAD,
    { entry: 110n * WAD, exit: 109n * WAD },
    YEAR / 2,
  );
  expect(result.entryValue).toBe(165_000n * WAD);
  expect(result.exitValue).toBe(163_500n * WAD);
  expect(result.pnl).toBe(-35_000n * WAD);
  // −17.5% in half a year: −35% simple, 0.825² − 1 compounded.
  expect(result.apr).toBeCloseTo(-0.35, 12);
  expect(result.apy).toBeCloseTo(0.825 ** 2 - 1, 12);
});

test("where ETH stays at its price, a dollar grows as an ETH does", () => {
  const prices = { first: 3_000n * WAD, last: 3_000n * WAD };
  const { apr, apy, pnl } = dollarsOf(prices, 100n * WAD, { entry: 104n * WAD, exit: 104n * WAD }, YEAR);
  expect([apr, apy]).toEqual([0.04, expect.closeTo(0.04, 12)]);
  expect(pnl).toBe(12_000n * WAD);
});
