// Whether a reserve's caps have room for more. They return the contract's error code, or undefined where it lets
// the action pass.
// Ports the cap checks of ValidationLogic.validateSupply and validateBorrow of Aave v3.0 (@aave/core-v3 1.19.3).
// Quirk: what is set aside for the treasury counts as supplied.

import { rayMul } from "../../math/ray.ts";
import type { Seconds } from "../../math/units.ts";
import { accrue } from "./accrue.ts";
import { BORROW_CAP_EXCEEDED, SUPPLY_CAP_EXCEEDED } from "./errors.ts";
import type { Reserve } from "./reserve.ts";

const accrued = (reserve: Reserve, now: Seconds): Reserve => {
  const copy = { ...reserve };
  accrue(copy, now);
  return copy;
};

/** @param cap in the reserve's token, not in whole tokens as the pool's configuration has it; zero is none */
export const supplyCapRefusal = (
  reserve: Reserve,
  cap: bigint,
  amount: bigint,
  now: Seconds,
): string | undefined => {
  if (cap === 0n) return undefined;
  const { scaledSupply, accruedToTreasury, liquidityIndex } = accrued(reserve, now);
  const supplied = rayMul(scaledSupply + accruedToTreasury, liquidityIndex);
  return supplied + amount > cap ? SUPPLY_CAP_EXCEEDED : undefined;
};

/** @param cap in the reserve's token, not in whole tokens as the pool's configuration has it; zero is none */
export const borrowCapRefusal = (
  reserve: Reserve,
  cap: bigint,
  amount: bigint,
  now: Seconds,
): string | undefined => {
  if (cap === 0n) return undefined;
  const { scaledDebt, variableBorrowIndex } = accrued(reserve, now);
  return rayMul(scaledDebt, variableBorrowIndex) + amount > cap ? BORROW_CAP_EXCEEDED : undefined;
};
