import { expect, test } from "vitest";
import { RAY } from "../../math/units.ts";
import { compoundInterest as compoundInterestV2 } from "../v2/compound-interest.ts";
import { compoundInterest as compoundInterestV30 } from "../v3.0/compound-interest.ts";
import { compoundInterest } from "./compound-interest.ts";
import { collateralTerms } from "./e-mode.ts";
import { flashLoanPremium } from "./flash-loan.ts";
import { liquidityRate, supplyUsageRatio } from "./liquidity-rate.ts";
import { debtBurned, debtMinted, debtWorth, supplyBurned, supplyMinted, supplyWorth } from "./scaled.ts";

const YEAR = 31_536_000;
const INDEX = (RAY * 11n) / 10n;

const afterAYear = (interest: (rate: bigint, elapsed: number) => bigint, percent: bigint): number =>
  Number(interest((RAY * percent) / 100n, YEAR)) / 1e27;

test("a year at 5% costs a borrower more under v3.6 than under v3.0, and under neither e to the 0.05", () => {
  expect(afterAYear(compoundInterestV30, 5n)).toBeLessThan(afterAYear(compoundInterest, 5n));
  expect(afterAYear(compoundInterest, 5n)).toBeLessThan(Math.exp(0.05));
});

test("a year at 3% costs a borrower of v2 more than e to the 0.03, since its third term is rounded up", () => {
  expect(afterAYear(compoundInterestV2, 3n)).toBeGreaterThan(Math.exp(0.03));
});

test("every rounding favours the pool: whoever goes in and straight out loses a wei, never gains one", () => {
  for (const amount of [1n, 2n, 10n, 1_000_003n]) {
    expect(supplyWorth(supplyMinted(amount, INDEX), INDEX)).toBeLessThanOrEqual(amount);
    expect(supplyMinted(amount, INDEX)).toBeLessThanOrEqual(supplyBurned(amount, INDEX));
    expect(debtWorth(debtMinted(amount, INDEX), INDEX)).toBeGreaterThanOrEqual(amount);
    expect(debtBurned(amount, INDEX)).toBeLessThanOrEqual(debtMinted(amount, INDEX));
  }
});

test("a deficit as large as the debt halves what suppliers of a fully lent reserve earn", () => {
  const rate = RAY / 10n;
  const earned = (deficit: bigint) => liquidityRate(rate, supplyUsageRatio(0n, 100n, deficit), 0n);
  expect(earned(100n)).toBe(earned(0n) / 2n);
});

test("in e-mode a listed collateral has the category's terms, and no LTV where the category says so", () => {
  const own = { ltv: 7_500n, liquidationThreshold: 8_000n, liquidationBonus: 10_500n };
  const better = { ltv: 9_300n, liquidationThreshold: 9_500n, liquidationBonus: 10_100n };
  const category = { ...better, collateralBitmap: 0b011n, borrowableBitmap: 0n, ltvzeroBitmap: 0b010n };
  expect(collateralTerms(0, own, category)).toEqual(better);
  expect(collateralTerms(1, own, category)).toEqual({ ...better, ltv: 0n });
  expect(collateralTerms(2, own, category)).toBe(own);
  expect(collateralTerms(0, own, undefined)).toBe(own);
});

test("a flash loan of a wei costs a wei", () => {
  expect(flashLoanPremium(1n, 5n)).toBe(1n);
});
