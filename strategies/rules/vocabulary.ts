/**
 * What the rules of a strategy may speak of. Every quantity is a safe integer, as the strategy's policy has it:
 * ratios scaled 1e9, times in seconds, a depeg's level by its number.
 */

/** Quantities of different kinds are neither added nor compared. */
export type Kind = "ratio" | "seconds" | "level";

export interface Measured {
  readonly kind: Kind;
  /** The least and the greatest value there is. */
  readonly low: number;
  readonly high: number;
  /** The quantity, in seconds, that tells how long ago this one was seen; without it the quantity is always of now. */
  readonly age?: string;
  /** Windows may look back over it. */
  readonly remembered?: boolean;
  /** The strategy's own actions move it: a rule that asks for one cannot look at it, or its result would end the asking. */
  readonly moved?: boolean;
}

export interface Vocabulary {
  /** By name; their order is that of the numbers in a reading. */
  readonly quantities: Readonly<Record<string, Measured>>;
  /** The levels by name. */
  readonly levels: Readonly<Record<string, number>>;
}

/** One number a quantity, in the vocabulary's order. */
export type Reading = readonly number[];

export const FUNCTIONS = ["abs", "age", "change", "max", "mean", "min", "std"] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** Where a quantity stands in a reading. */
export const slotOf = ({ quantities }: Vocabulary, name: string): number =>
  Object.keys(quantities).indexOf(name);
