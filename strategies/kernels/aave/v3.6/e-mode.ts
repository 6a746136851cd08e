// E-mode: better terms for assets that move together, by category.
// Ports ValidationLogic.getUserReserveLtv and validateSetUserEMode and the bitmaps of EModeConfiguration of Aave
// v3.6 (@aave-dao/aave-v3-origin 3.6.0).
// Quirk: since v3.2 the category lists its reserves in bitmaps; in v3.0 each reserve names its one category.
// Since v3.6 a category may let be borrowed what nobody may borrow outside it.

import type { CollateralTerms } from "../holding.ts";
import { INCONSISTENT_EMODE_CATEGORY, INVALID_COLLATERAL_IN_EMODE, INVALID_DEBT_IN_EMODE } from "./errors.ts";

/** Bit i of a bitmap stands for the reserve with id i. */
export type EModeCategory = CollateralTerms & {
  readonly collateralBitmap: bigint;
  readonly borrowableBitmap: bigint;
  /** Collateral of the category against which nothing new may be borrowed. */
  readonly ltvzeroBitmap: bigint;
};

/** One reserve as an account that uses it sees it. */
export type ReserveUse = {
  readonly id: number;
  readonly terms: CollateralTerms;
  readonly borrowable: boolean;
  readonly usedAsCollateral: boolean;
  readonly borrowed: boolean;
};

const contains = (bitmap: bigint, id: number): boolean => ((bitmap >> BigInt(id)) & 1n) === 1n;

/** The terms that count for the reserve `id`: its own, or those of the account's category. */
export const collateralTerms = (
  id: number,
  own: CollateralTerms,
  category: EModeCategory | undefined,
): CollateralTerms => {
  if (category === undefined || !contains(category.collateralBitmap, id)) return own;
  const { ltv, liquidationThreshold, liquidationBonus } = category;
  return { ltv: contains(category.ltvzeroBitmap, id) ? 0n : ltv, liquidationThreshold, liquidationBonus };
};

/** Whether an account in the category, or in none, may borrow from the reserve `id`. */
export const borrowableIn = (
  id: number,
  borrowable: boolean,
  category: EModeCategory | undefined,
): boolean => (category === undefined ? borrowable : contains(category.borrowableBitmap, id));

/**
 * Whether an account may enter the category, or leave for none, with what it has supplied and borrowed; the
 * contract's error, or undefined where it may. Its health there is asked separately, see risk.ts.
 */
export const eModeRefusal = (
  category: EModeCategory | undefined,
  uses: readonly ReserveUse[],
): string | undefined => {
  if (category?.liquidationThreshold === 0n) return INCONSISTENT_EMODE_CATEGORY;
  for (const { id, terms, borrowable, usedAsCollateral, borrowed } of uses) {
    if (borrowed && !borrowableIn(id, borrowable, category)) return INVALID_DEBT_IN_EMODE;
    if (usedAsCollateral && collateralTerms(id, terms, category).ltv === 0n)
      return INVALID_COLLATERAL_IN_EMODE;
  }
  return undefined;
};
