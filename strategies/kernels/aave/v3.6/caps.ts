// Whether a reserve's caps have room for more. They return the contract's error, or undefined where it lets the
// action pass.
// Ports the cap checks of ValidationLogic.validateSupply and validateBorrow of Aave v3.6
// (@aave-dao/aave-v3-origin 3.6.0).
// Quirk: what is set aside for the treasury counts as supplied.

import type { Seconds } from "../../math/units.ts";
import { normalizedIncome } from "../reserve.ts";
import { accrue } from "./accrue.ts";
import { BORROW_CAP_EXCEEDED, SUPPLY_CAP_EXCEEDED } from "./errors.ts";
import { normalizedDebt, type Reserve } from "./reserve.ts";
import { debtMinted, debtWorth, supplyMinted, supplyWorth } from "./scaled.ts";

/** @param cap in the reserve's token, not in whole tokens as the pool's configuration has it; zero is none */
export const supplyCapRefusal = (
  reserve: Reserve,
  cap: bigint,
  amount: bigint,
  now: Seconds,
): string | undefined => {
  if (cap === 0n) return undefined;
  const accrued = { ...reserve };
  accrue(accrued, now);
  const index = normalizedIncome(accrued, now);
  const scaled = accrued.scaledSupply + supplyMinted(amount, index) + accrued.accruedToTreasury;
  return supplyWorth(scaled, index) > cap ? SUPPLY_CAP_EXCEEDED : undefined;
};

/** @param cap in the reserve's token, not in whole tokens as the pool's configuration has it; zero is none */
export const borrowCapRefusal = (
  reserve: Reserve,
  cap: bigint,
  amount: bigint,
  now: Seconds,
): string | undefined => {
  if (cap === 0n) return undefined;
  const index = reserve.scaledDebt === 0n ? reserve.variableBorrowIndex : normalizedDebt(reserve, now);
  const debt = debtWorth(reserve.scaledDebt + debtMinted(amount, index), index);
  return debt > cap ? BORROW_CAP_EXCEEDED : undefined;
};
