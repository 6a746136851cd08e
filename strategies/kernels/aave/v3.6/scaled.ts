// Amounts that enter or leave a scaled balance, and what a scaled balance is worth.
// Ports TokenMath of Aave v3.6 (@aave-dao/aave-v3-origin 3.6.0).
// Quirk: since v3.5 every direction favours the pool, as in ERC-4626: a supplier is credited less and debited
// more, a borrower owes more and pays off less. v3.0 rounds all of them half up.
// The tokens keep scaled balances in 120 bits and revert past that; these functions do not check it.

import { rayDivCeil, rayDivFloor, rayMulCeil, rayMulFloor } from "../../math/ray.ts";
import type { Ray } from "../../math/units.ts";

/** Scaled aTokens minted for a supply of `amount`, rounded down. */
export const supplyMinted = (amount: bigint, liquidityIndex: Ray): bigint =>
  rayDivFloor(amount, liquidityIndex);

/** Scaled aTokens burned for a withdrawal of `amount`, or moved by a transfer of it, rounded up. */
export const supplyBurned = (amount: bigint, liquidityIndex: Ray): bigint =>
  rayDivCeil(amount, liquidityIndex);

/** What scaled aTokens are worth in the reserve's token, rounded down. */
export const supplyWorth = (scaled: bigint, liquidityIndex: Ray): bigint =>
  rayMulFloor(scaled, liquidityIndex);

/** Scaled debt minted for a loan of `amount`, rounded up. */
export const debtMinted = (amount: bigint, borrowIndex: Ray): bigint => rayDivCeil(amount, borrowIndex);

/** Scaled debt burned by a repayment of `amount`, rounded down. */
export const debtBurned = (amount: bigint, borrowIndex: Ray): bigint => rayDivFloor(amount, borrowIndex);

/** What scaled debt owes in the reserve's token, rounded up. */
export const debtWorth = (scaled: bigint, borrowIndex: Ray): bigint => rayMulCeil(scaled, borrowIndex);
