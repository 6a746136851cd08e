// Sound settings of a lending position, and states that sit on their edges as often as not.

import fc from "fast-check";
import { percent97 } from "../../strategies/bands.ts";
import { RATIO, SATURATED } from "../../strategies/decision.ts";
import type { LendingParams, LendingState } from "../../strategies/lending/policy.ts";
import {
  borrowerSettings,
  borrowerStates,
  broken,
  calm,
  DISTURBED,
  disturb,
  RULED,
} from "./borrower-questions.ts";
import { between, near } from "./policy-questions.ts";

export interface Question {
  readonly state: LendingState;
  readonly params: LendingParams;
}

const BORROWS_NOTHING = { minLtv: 0, targetLtv: 0, defendLtv: 0, evacuateLtv: 0 };

const soundParams: fc.Arbitrary<LendingParams> = fc
  .record({
    shared: borrowerSettings,
    harvestCover: fc.oneof(between(RATIO + 1, RATIO + 20_000_000), between(RATIO + 1, SATURATED)),
    minVenueRate: fc.oneof(between(990_000_000, RATIO), between(1, RATIO)),
    borrowless: between(0, 9).map((n) => n === 0),
  })
  .map(({ shared: { ltvs, pegs, carries, paces, ...rest }, borrowless, ...venue }) => ({
    ...ltvs,
    minLtv: Math.min(ltvs.minLtv, percent97(ltvs.targetLtv)),
    ...(borrowless && BORROWS_NOTHING),
    ...pegs,
    ...paces,
    ...rest,
    borrowCarry: carries.borrowFrom,
    unwindCarry: carries.unwindBelow,
    ...venue,
  }));

const stateAround = (p: LendingParams): fc.Arbitrary<LendingState> =>
  fc.record({
    ...borrowerStates(p, [p.borrowCarry, p.unwindCarry]),
    cover: near([0, RATIO, p.harvestCover, SATURATED], between(0, 1_200_000_000)),
    liquid: near([0, RATIO], between(0, RATIO)),
    venueRate: near([p.minVenueRate, RATIO, 0], between(0, RATIO)),
  });

/** A state in which nothing stands in the way of a borrow. */
const borrowing = (p: LendingParams): LendingState => ({
  ...calm(p, p.borrowCarry),
  cover: RATIO,
  liquid: RATIO,
  venueRate: RATIO,
});

const QUANTITIES = [...DISTURBED, "cover", "liquid", "venueRate"] as const;

export const question: fc.Arbitrary<Question> = soundParams.chain((params) =>
  fc
    .record({
      anything: stateAround(params),
      disturbed: fc.option(fc.subarray([...QUANTITIES], { minLength: 1, maxLength: 3 })),
      empty: between(0, 19).map((n) => n === 0),
    })
    .map(({ anything, disturbed, empty }) => {
      const state = disturbed === null ? anything : disturb(borrowing(params), anything, disturbed);
      return { params, state: empty ? { ...state, open: 0, cover: 0 } : state };
    }),
);

/** Now and then a target just below the maximum, or a minimum just below the target. */
const tightened = fc
  .record({ params: soundParams, tight: fc.constantFrom("", "", "target", "min") })
  .map(({ params, tight }) => ({
    ...params,
    ...(tight === "target" && { targetLtv: params.maxLtv - 1 }),
    ...(tight === "min" && params.targetLtv > 0 && { minLtv: params.targetLtv - 1 }),
  }));

/** A setting that mostly breaks a rule. */
export const setting = broken(tightened, [...RULED, "borrowCarry", "harvestCover", "minVenueRate"]);
