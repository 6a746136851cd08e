// What the settings and states of every borrowing policy have in common, on their edges as often as not.

import fc from "fast-check";
import { SATURATED } from "../../strategies/decision.ts";

const YEAR = 31_536_000;

export const between = (min: number, max: number) => fc.integer({ min, max: Math.max(min, max) });

/** Several numbers in ascending order. */
const ascending = (count: number, min: number, max: number) =>
  fc
    .array(fc.integer({ min, max }), { minLength: count, maxLength: count })
    .map((numbers) => numbers.sort((a, b) => a - b));

/** Bands that keep the rules of order for some liquidation LTV of at most 1. */
export const ltvs = between(4, 969_999_999).chain((ripcordLtv) =>
  between(2, ripcordLtv - 1).chain((maxLtv) =>
    between(1, Math.max(1, Math.floor((maxLtv * 97) / 100))).chain((targetLtv) =>
      fc
        .record({ minLtv: between(0, targetLtv - 1), levels: ascending(2, 0, targetLtv) })
        .map(({ minLtv, levels: [evacuateLtv = 0, defendLtv = 0] }) => ({
          ripcordLtv,
          maxLtv: Math.max(maxLtv, targetLtv + 1),
          targetLtv,
          minLtv,
          defendLtv,
          evacuateLtv,
        })),
    ),
  ),
);

export const pegs = fc
  .record({ enter: ascending(3, 0, 1_200_000_000), leave: ascending(3, 0, 1_200_000_000) })
  .map(
    ({
      enter: [evacuatePeg = 0, defendPeg = 0, watchPeg = 0],
      leave: [first = 0, second = 0, third = 0],
    }) => {
      const evacuateReentry = Math.max(first, evacuatePeg);
      const defendReentry = Math.max(second, defendPeg, evacuateReentry);
      return {
        evacuatePeg,
        defendPeg,
        watchPeg,
        evacuateReentry,
        defendReentry,
        watchReentry: Math.max(third, watchPeg, defendReentry),
      };
    },
  );

export const age = fc.oneof(
  between(0, 100_000),
  between(0, YEAR),
  fc.constantFrom(0, SATURATED - 1, SATURATED),
);

/** A number on an edge or within 1 of it, or anywhere. */
export const near = (edges: readonly number[], anywhere: fc.Arbitrary<number>, min = 0, max = SATURATED) =>
  fc
    .oneof(
      fc.tuple(fc.constantFrom(...edges), between(-1, 1)).map(([edge, step]) => edge + step),
      anywhere,
    )
    .map((value) => Math.min(Math.max(value, min), max));

export const code = fc.oneof(between(0, 3), between(0, 255));
export const flags = fc.oneof(fc.constant(0), between(0, 15), between(0, 255));
