// E-mode: better terms for assets that move together, by category.
// Ports EModeLogic and ValidationLogic.validateSetUserEMode of Aave v3.0 (@aave/core-v3 1.19.3), for categories
// without a price source of their own.
// Quirk: a reserve names the one category it belongs to, an account in a category borrows only what belongs to
// it, and a reserve whose own LTV is zero stays at zero inside. Zero stands for no category.

import type { CollateralTerms } from "../holding.ts";
import { INCONSISTENT_EMODE_CATEGORY } from "./errors.ts";

export type EModeCategory = CollateralTerms & { readonly id: number };

/** The terms that count for a reserve: its own, or those of the account's category where it belongs to it. */
export const collateralTerms = (
  reserveCategory: number,
  own: CollateralTerms,
  category: EModeCategory | undefined,
): CollateralTerms =>
  category === undefined || category.id !== reserveCategory
    ? own
    : { ...category, ltv: own.ltv === 0n ? 0n : category.ltv };

/** Why an account in the category, or in none, may not borrow from a reserve; undefined where it may. */
export const eModeBorrowRefusal = (
  reserveCategory: number,
  category: EModeCategory | undefined,
): string | undefined =>
  category === undefined || category.id === reserveCategory ? undefined : INCONSISTENT_EMODE_CATEGORY;

/**
 * Why an account may not enter the category, or leave for none, with what it owes; undefined where it may.
 * Its health there is asked only of an account that was in a category before, see risk.ts.
 *
 * @param borrowedCategories the category that each reserve belongs to which the account has borrowed from
 */
export const eModeRefusal = (
  category: EModeCategory | undefined,
  borrowedCategories: readonly number[],
): string | undefined => {
  if (category === undefined) return undefined;
  if (category.liquidationThreshold === 0n) return INCONSISTENT_EMODE_CATEGORY;
  return borrowedCategories.some((id) => id !== category.id) ? INCONSISTENT_EMODE_CATEGORY : undefined;
};
