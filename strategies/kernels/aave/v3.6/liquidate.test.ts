import { describe, expect, test } from "vitest";
import { RAY } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import type { ReserveAccount } from "../reserve.ts";
import { accountData } from "./account-data.ts";
import { coverDeficit, writeOffDebt } from "./deficit.ts";
import { MUST_NOT_LEAVE_DUST } from "./errors.ts";
import { liquidate } from "./liquidate.ts";
import type { Reserve } from "./reserve.ts";

const DOLLAR = 10n ** 8n;
const ETHER = 10n ** 18n;

const reserve = (): Reserve => ({
  liquidityIndex: RAY,
  variableBorrowIndex: RAY,
  liquidityRate: 0n,
  variableBorrowRate: 0n,
  lastUpdate: 0,
  scaledSupply: 0n,
  scaledDebt: 0n,
  accruedToTreasury: 0n,
  virtualUnderlyingBalance: 0n,
  deficit: 0n,
  reserveFactor: 1_000n,
  curve: { optimalUsageRatio: (RAY * 9n) / 10n, baseRate: 0n, slope1: RAY / 20n, slope2: RAY },
});
const account = (scaledSupply = 0n, scaledDebt = 0n): ReserveAccount => ({ scaledSupply, scaledDebt });

/** Somebody who has supplied ether and owes dollars of 18 decimals, at a threshold of 80% and a bonus of 5%. */
const unsafe = (ethers: bigint, price: bigint, dollars: bigint) => {
  const ether = { ...reserve(), scaledSupply: ethers, virtualUnderlyingBalance: ethers };
  const usd = { ...reserve(), scaledDebt: dollars, scaledSupply: dollars };
  const supplied = account(ethers);
  const borrowed = account(0n, dollars);
  const debt = { reserve: usd, borrower: borrowed, price: DOLLAR, unit: ETHER };
  const collateral = {
    reserve: ether,
    borrower: supplied,
    price: price * DOLLAR,
    unit: ETHER,
    usedAsCollateral: true,
    liquidationBonus: 10_500n,
    liquidationProtocolFee: 1_000n,
    treasury: account(),
  };
  const standing = accountData(
    [{ balance: ethers, price: collateral.price, unit: ETHER, ltv: 7_500n, liquidationThreshold: 8_000n }],
    [{ balance: dollars, price: debt.price, unit: ETHER }],
  );
  return { debt, collateral, standing };
};

test("a health factor between 0.95 and 1 opens half of the debt, and the liquidator takes 5% less a tenth of it", () => {
  const { debt, collateral, standing } = unsafe(10n * ETHER, 1_000n, 8_200n * ETHER);
  const { debtRepaid, collateralTaken, protocolFee } = liquidate(
    debt,
    collateral,
    standing,
    10_000n * ETHER,
    0,
  );
  expect(debtRepaid).toBe(4_100n * ETHER);
  expect(collateralTaken + protocolFee).toBe((4_305n * ETHER) / 1_000n);
  expect(protocolFee).toBe((205n * ETHER) / 10_000n);
  expect(collateral.treasury.scaledSupply).toBe(protocolFee);
});

test("a debt of less than $2,000 is open in full at any health factor below 1", () => {
  const { debt, collateral, standing } = unsafe(2n * ETHER, 1_200n, 1_950n * ETHER);
  expect(liquidate(debt, collateral, standing, 1_950n * ETHER, 0).debtRepaid).toBe(1_950n * ETHER);
});

test("what is left must be nothing, or worth $1,000 on both sides", () => {
  const { debt, collateral, standing } = unsafe(2n * ETHER, 1_200n, 1_950n * ETHER);
  const before = structuredClone({ debt, collateral });
  const act = () => liquidate(debt, collateral, standing, 1_000n * ETHER, 0);
  expect(act).toThrow(new ProtocolRevert(MUST_NOT_LEAVE_DUST));
  expect({ debt, collateral }).toEqual(before);
});

describe("a borrower whose collateral is worth less than its debt", () => {
  const ruined = () => {
    const position = unsafe(1n * ETHER, 1_050n, 3_000n * ETHER);
    return {
      ...position,
      outcome: liquidate(position.debt, position.collateral, position.standing, 3_000n * ETHER, 0),
    };
  };

  test("loses all of it, and owes nothing more: the rest becomes the reserve's deficit", () => {
    const { debt, collateral, outcome } = ruined();
    expect(outcome.badDebt).toBe(true);
    expect(outcome.debtRepaid).toBe(1_000n * ETHER);
    expect(collateral.borrower.scaledSupply).toBe(0n);
    expect(debt.borrower.scaledDebt).toBe(0n);
    expect(debt.reserve.deficit).toBe(2_000n * ETHER);
  });

  test("loses its other debts to their reserves' deficits too", () => {
    const other = { ...reserve(), scaledDebt: 7n * ETHER, scaledSupply: 20n * ETHER };
    const borrower = account(0n, 7n * ETHER);
    expect(writeOffDebt(other, borrower, 0)).toBe(7n * ETHER);
    expect(other.deficit).toBe(7n * ETHER);
    expect(borrower.scaledDebt).toBe(0n);
  });

  test("leaves a deficit that aTokens can cover, up to what it is", () => {
    const { reserve: usd } = ruined().debt;
    const safetyModule = account(2_500n * ETHER);
    expect(coverDeficit(usd, safetyModule, 9_999n * ETHER, 0)).toBe(2_000n * ETHER);
    expect(usd.deficit).toBe(0n);
    expect(safetyModule.scaledSupply).toBe(500n * ETHER);
  });
});
