// Sound settings of a loop, and states that sit on their edges as often as not.

import fc from "fast-check";
import { RATIO, SATURATED } from "../../strategies/decision.ts";
import type { LoopParams, LoopState } from "../../strategies/leveraged-loop/policy.ts";
import {
  borrowerSettings,
  borrowerStates,
  broken,
  calm,
  DISTURBED,
  disturb,
  RULED,
} from "./borrower-questions.ts";
import { between, code, near } from "./policy-questions.ts";

const YEAR = 31_536_000;
const HOUR = 3_600;

export interface Question {
  readonly state: LoopState;
  readonly params: LoopParams;
}

const soundParams: fc.Arbitrary<LoopParams> = fc
  .record({
    shared: borrowerSettings,
    queueMargin: fc.oneof(between(0, 5_000_000), between(0, RATIO)),
  })
  .map(({ shared: { ltvs, pegs, carries, paces, ...rest }, queueMargin }) => ({
    ...ltvs,
    ...pegs,
    ...paces,
    ...rest,
    leverCarry: carries.borrowFrom,
    unwindCarry: carries.unwindBelow,
    queueMargin,
  }));

const stateAround = (p: LoopParams): fc.Arbitrary<LoopState> =>
  fc.record({
    ...borrowerStates(p, [p.leverCarry, p.unwindCarry]),
    lenderAtMarket: fc.oneof(between(0, 1), code),
    held: fc.oneof(fc.constant(0), between(0, 1), code),
    queued: fc.oneof(fc.constant(0), between(0, 2), code),
    carryAfter: near([p.leverCarry, SATURATED, -SATURATED], between(-200_000_000, 200_000_000), -SATURATED),
    borrowRate: near([0, SATURATED], between(0, 500_000_000)),
    saleCost: near([0, p.queueMargin, RATIO, SATURATED], between(0, 50_000_000)),
    queueWait: near([0, HOUR, YEAR, SATURATED], between(0, 50 * 24 * HOUR)),
  });

/** A state in which nothing stands in the way of a lever. */
const levering = (p: LoopParams): LoopState => ({
  ...calm(p, p.leverCarry),
  lenderAtMarket: 1,
  held: 0,
  queued: 0,
  carryAfter: p.leverCarry,
  borrowRate: 0,
  saleCost: 0,
  queueWait: SATURATED,
});

const QUANTITIES = [...DISTURBED, "held", "queued", "carryAfter"] as const;

/** A loop inside its band that pays more than it earns: whether it sells or waits depends on what either costs. */
const unwinding = (p: LoopParams, state: LoopState): LoopState => ({
  ...disturb(levering(p), state, ["level", "peg", "queued", "borrowRate", "saleCost", "queueWait"]),
  ltv: Math.min(state.ltv, p.maxLtv),
  carry: p.unwindCarry - 1,
});

export const question: fc.Arbitrary<Question> = soundParams.chain((params) =>
  fc
    .record({
      anything: stateAround(params),
      disturbed: fc.option(fc.subarray([...QUANTITIES], { minLength: 1, maxLength: 2 })),
      unwinds: between(0, 3),
    })
    .map(({ anything, disturbed, unwinds }) => {
      if (unwinds === 0) return { params, state: unwinding(params, anything) };
      const state = disturbed === null ? anything : disturb(levering(params), anything, disturbed);
      return { params, state };
    }),
);

/** Now and then a target just below the maximum. */
const tightened = fc
  .record({ params: soundParams, tight: fc.boolean() })
  .map(({ params, tight }) => (tight ? { ...params, targetLtv: params.maxLtv - 1 } : params));

/** A setting that mostly breaks a rule. */
export const setting = broken(tightened, [...RULED, "leverCarry", "queueMargin"]);
