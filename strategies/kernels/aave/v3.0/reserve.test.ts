import { describe, expect, test } from "vitest";
import { RAY, WAD } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import { linearInterest } from "../linear-interest.ts";
import { accountData } from "./account-data.ts";
import { borrow } from "./borrow.ts";
import { compoundInterest } from "./compound-interest.ts";
import { repay } from "./repay.ts";
import { debtBalance, type Reserve, supplyBalance } from "./reserve.ts";
import { borrowRefusal, withdrawRefusal } from "./risk.ts";
import { supply } from "./supply.ts";
import { withdraw } from "./withdraw.ts";

const YEAR = 31_536_000;
const ETHER = 10n ** 18n;

const emptyReserve = (): Reserve => ({
  liquidityIndex: RAY,
  variableBorrowIndex: RAY,
  liquidityRate: 0n,
  variableBorrowRate: 0n,
  lastUpdate: 0,
  scaledSupply: 0n,
  scaledDebt: 0n,
  accruedToTreasury: 0n,
  availableLiquidity: 0n,
  reserveFactor: 1_000n,
  curve: { optimalUsageRatio: (RAY * 70n) / 100n, baseRate: 0n, slope1: (RAY * 3n) / 100n, slope2: RAY },
});
const nobody = () => ({ scaledSupply: 0n, scaledDebt: 0n });

/** A reserve of 1,000 ETH, of which `debt` ETH are lent at time 0. */
const lent = (debt: bigint) => {
  const reserve = emptyReserve();
  const lender = nobody();
  const borrower = nobody();
  supply(reserve, lender, 1_000n * ETHER, 0);
  borrow(reserve, borrower, debt * ETHER, 0);
  return { reserve, lender, borrower };
};

test("a year at 3% earns a supplier 3% and costs a borrower 3.045%, the third term lost to rounding", () => {
  const rate = (RAY * 3n) / 100n;
  expect(linearInterest(rate, YEAR)).toBe(RAY + rate);
  expect(Number(compoundInterest(rate, YEAR)) / 1e27).toBeCloseTo(1 + 0.03 + 0.03 ** 2 / 2, 9);
});

test("a year at 30% costs a borrower near e to the 0.3, and no more", () => {
  const factor = Number(compoundInterest((RAY * 30n) / 100n, YEAR)) / 1e27;
  expect(factor).toBeLessThan(Math.exp(0.3));
  expect(factor).toBeCloseTo(1 + 0.3 + 0.3 ** 2 / 2 + 0.3 ** 3 / 6, 5);
});

test("at the optimal usage of 70% the rate is the first slope's 3%, at full usage 103%", () => {
  expect(lent(700n).reserve.variableBorrowRate).toBe((RAY * 3n) / 100n);
  expect(lent(1_000n).reserve.variableBorrowRate).toBe((RAY * 103n) / 100n);
});

test("what suppliers and the treasury earn is no more than what borrowers owe", () => {
  const { reserve, lender, borrower } = lent(900n);
  repay(reserve, borrower, 1n * ETHER, YEAR / 2);
  withdraw(reserve, lender, 1n * ETHER, YEAR);
  const claims =
    supplyBalance(reserve, lender, YEAR) + (reserve.accruedToTreasury * reserve.liquidityIndex) / RAY;
  expect(claims).toBeLessThanOrEqual(reserve.availableLiquidity + debtBalance(reserve, borrower, YEAR) + 2n);
});

test("a plain transfer to the aToken lowers the borrow rate at the next interaction, and not before", () => {
  const { reserve, borrower } = lent(500n);
  const before = reserve.variableBorrowRate;
  reserve.availableLiquidity += 1_000n * ETHER;
  expect(reserve.variableBorrowRate).toBe(before);
  repay(reserve, borrower, 1n, 0);
  expect(reserve.variableBorrowRate).toBeLessThan(before);
});

describe("what the pool refuses leaves the reserve as it was", () => {
  const refused: [string, (reserve: Reserve) => void][] = [
    ["a supply of nothing", (reserve) => supply(reserve, nobody(), 0n, YEAR)],
    ["a withdrawal of more than one has", (reserve) => withdraw(reserve, nobody(), 1n, YEAR)],
    ["a loan of more than there is", (reserve) => borrow(reserve, nobody(), 1_000n * ETHER, YEAR)],
    ["a repayment without debt", (reserve) => repay(reserve, nobody(), 1n, YEAR)],
  ];
  test.each(refused)("%s", (_, act) => {
    const { reserve } = lent(500n);
    const before = { ...reserve };
    expect(() => act(reserve)).toThrow(ProtocolRevert);
    expect(reserve).toEqual(before);
  });
});

describe("an account that borrowed 69% against wstETH with a threshold of 81%", () => {
  const config = { ltv: 6_900n, liquidationThreshold: 8_100n };
  const at = (price: bigint) => accountData(config, 100n * ETHER, price, 69n * ETHER, WAD);

  test("has a health factor of 81/69 at par", () => {
    expect(at(WAD).healthFactor).toBe((81n * WAD + 34n) / 69n);
    expect(borrowRefusal(at(WAD), 0n)).toBeUndefined();
  });

  test("may borrow no more", () => {
    expect(at(WAD).availableBorrowsBase).toBe(0n);
    expect(borrowRefusal(at(WAD), ETHER)).toBe("36");
  });

  test("survives stETH at 0.934 ETH, June 2022's lowest day, and not at 0.851", () => {
    expect(withdrawRefusal(at((WAD * 934n) / 1_000n))).toBeUndefined();
    expect(withdrawRefusal(at((WAD * 851n) / 1_000n))).toBe("35");
  });
});
