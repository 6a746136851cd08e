/** A checked rule: quantities by their place in a frame, combined by exact numbers, and what is asked of them. */
import type { Fraction } from "./fraction.ts";

export const STATISTICS = ["mean", "std", "min", "max", "change"] as const;
export type Statistic = (typeof STATISTICS)[number];

/** Looks back over one quantity. */
export interface WindowSpec {
  readonly statistic: Statistic;
  /** The quantity's place in a reading. */
  readonly of: number;
  readonly seconds: number;
}

/**
 * What a condition is tested on: the reading, and behind it the windows in their order. A window that does not reach back
 * far enough yet is undefined.
 */
export type Frame = readonly (number | undefined)[];

/** In the integers of its kind: a ratio of 0.5 is 500_000_000. Linear in the frame but for `least`, `most`, `magnitude`. */
export type Quantity =
  | { readonly kind: "constant"; readonly value: Fraction }
  | { readonly kind: "slot"; readonly slot: number; readonly low: number; readonly high: number }
  | { readonly kind: "sum" | "least" | "most"; readonly of: readonly Quantity[] }
  | { readonly kind: "scaled"; readonly by: Fraction; readonly of: Quantity }
  | { readonly kind: "magnitude"; readonly of: Quantity };

export type Comparison = "<" | "<=" | ">" | ">=" | "==" | "!=";

export type Condition =
  | {
      readonly kind: "comparison";
      readonly operator: Comparison;
      readonly left: Quantity;
      readonly right: Quantity;
    }
  | { readonly kind: "all" | "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition };

/** The places of a frame that a quantity is made of. */
export function slotsOf(quantity: Quantity): readonly number[] {
  switch (quantity.kind) {
    case "constant":
      return [];
    case "slot":
      return [quantity.slot];
    case "scaled":
    case "magnitude":
      return slotsOf(quantity.of);
    default:
      return quantity.of.flatMap(slotsOf);
  }
}
