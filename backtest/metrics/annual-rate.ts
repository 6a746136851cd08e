/**
 * What a run earned a year, in the two ways that are so easily taken for one another. Both are fractions (0.05 is 5%); the
 * types keep one from standing where the other is meant.
 */

declare const compounding: unique symbol;

/** Simple interest a year: half of it is earned in half a year. */
export type Apr = number & { readonly [compounding]: "simple" };
/** Interest a year, reinvested: what a year brings when each day earns on the days before. */
export type Apy = number & { readonly [compounding]: "compound" };

const YEAR = 365 * 86_400;
const SCALE = 10n ** 15n;

/**
 * Growth from `start` to `end` over `seconds`, a year of 365 days, not compounded.
 * @throws RangeError where no time passed or nothing was there to grow
 */
export const aprOf = (start: bigint, end: bigint, seconds: number): Apr =>
  ((growth(start, end, seconds) * YEAR) / seconds) as Apr;

/**
 * The same growth compounded to a year; −1 where nothing is left.
 * @throws RangeError where no time passed or nothing was there to grow
 */
export const apyOf = (start: bigint, end: bigint, seconds: number): Apy =>
  Math.expm1((Math.log1p(growth(start, end, seconds)) * YEAR) / seconds) as Apy;

function growth(start: bigint, end: bigint, seconds: number): number {
  if (seconds <= 0 || start <= 0n) throw new RangeError("a rate needs a start value and a duration");
  return Number(((end - start) * SCALE) / start) / Number(SCALE);
}
