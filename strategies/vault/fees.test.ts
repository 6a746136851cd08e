import { expect, test } from "vitest";
import { RAY } from "../kernels/math/units.ts";
import { feesDue, NO_FEES, priceOf } from "./fees.ts";

const YEAR = 31_536_000n;
const ETHER = 10n ** 18n;
const book = { total: 1_000n * ETHER, supply: 1_000n * ETHER };

test("without fees nobody gets a share", () => {
  expect(feesDue(NO_FEES, RAY, YEAR, { ...book, total: 2n * book.total })).toEqual({
    managementShares: 0n,
    performanceShares: 0n,
  });
});

test("VLT-10 a tenth of a gain of a tenth is a hundredth of what there was", () => {
  const gained = { total: 1_100n * ETHER, supply: book.supply };
  const { performanceShares } = feesDue({ performanceBps: 1_000n, managementBps: 0n }, RAY, 0n, gained);
  const worth = (performanceShares * gained.total) / (gained.supply + performanceShares);
  expect(10n * ETHER - worth).toBeLessThan(10n);
});

test("VLT-10 at the mark that a fee leaves no second fee is due", () => {
  const fees = { performanceBps: 2_000n, managementBps: 0n };
  const gained = { total: 1_234n * ETHER, supply: book.supply };
  const { performanceShares } = feesDue(fees, RAY, 0n, gained);
  const after = { total: gained.total, supply: gained.supply + performanceShares };
  expect(feesDue(fees, priceOf(after), 0n, after).performanceShares).toBe(0n);
});

test("VLT-04 a percent a year of everything is a percent after a year, and no more after ten in silence", () => {
  const fees = { performanceBps: 0n, managementBps: 100n };
  const { managementShares } = feesDue(fees, RAY, YEAR, book);
  const worth = (managementShares * book.total) / (book.supply + managementShares);
  expect(10n * ETHER - worth).toBeLessThan(10n);
  expect(feesDue(fees, RAY, 10n * YEAR, book).managementShares).toBe(managementShares);
});
