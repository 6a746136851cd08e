// What the settings and states of every policy have in common, on their edges as often as not.

import fc from "fast-check";
import { type Decision, SATURATED } from "../../strategies/decision.ts";

const YEAR = 31_536_000;

/** A decision as the Solidity twins return it. */
export const DECISION = "(uint8 action, uint8 reason, uint8 urgency, uint8 level, uint64 target)";
/** Its words in that order. */
export const decided = ({ action, reason, urgency, level, target }: Decision) =>
  [action, reason, urgency, level, target] as const;

export const between = (min: number, max: number) => fc.integer({ min, max: Math.max(min, max) });

/** Several numbers in ascending order. */
const ascending = (count: number, min: number, max: number) =>
  fc
    .array(fc.integer({ min, max }), { minLength: count, maxLength: count })
    .map((numbers) => numbers.sort((a, b) => a - b));

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
