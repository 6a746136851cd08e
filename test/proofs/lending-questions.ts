// Sound settings of a lending position, and states that sit on their edges as often as not.

import fc from "fast-check";
import { percent97 } from "../../strategies/bands.ts";
import { RATIO, SATURATED } from "../../strategies/decision.ts";
import type { LendingParams, LendingState } from "../../strategies/lending/policy.ts";
import { age, between, code, flags, ltvs, near, pegs } from "./policy-questions.ts";

export interface Question {
  readonly state: LendingState;
  readonly params: LendingParams;
}

const soundParams: fc.Arbitrary<LendingParams> = fc
  .record({
    ltvs,
    pegs,
    maxMarketAge: age,
    maxLenderAge: age,
    borrowCarry: fc.oneof(between(0, 50_000_000), between(0, SATURATED)),
    below: fc.oneof(between(1, 100_000_000), between(1, SATURATED)),
    harvestCover: fc.oneof(between(RATIO + 1, RATIO + 20_000_000), between(RATIO + 1, SATURATED)),
    minVenueRate: fc.oneof(between(990_000_000, RATIO), between(1, RATIO)),
    cooldown: age,
    recenterBps: fc.oneof(fc.constantFrom(1, 5_000, 9_999, 10_000), between(1, 10_000)),
    borrowless: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  })
  .map(({ ltvs, pegs, below, borrowCarry, borrowless, ...rest }) => ({
    ...ltvs,
    minLtv: Math.min(ltvs.minLtv, percent97(ltvs.targetLtv)),
    ...(borrowless && { minLtv: 0, targetLtv: 0, defendLtv: 0, evacuateLtv: 0 }),
    ...pegs,
    ...rest,
    borrowCarry,
    unwindCarry: Math.max(borrowCarry - below, -SATURATED),
  }));

const stateAround = (p: LendingParams): fc.Arbitrary<LendingState> => {
  const shift = p.targetLtv - p.defendLtv;
  const ltvEdges = [
    0,
    p.minLtv,
    p.targetLtv,
    p.maxLtv,
    p.maxLtv - shift,
    p.ripcordLtv,
    p.minLtv - shift,
    SATURATED,
  ];
  const pegEdges = [
    p.watchPeg,
    p.watchReentry,
    p.defendPeg,
    p.defendReentry,
    p.evacuatePeg,
    p.evacuateReentry,
  ];
  const liquidationEdges = [Math.ceil((p.ripcordLtv * 100) / 97), p.maxLtv, 0, RATIO];
  return fc.record({
    open: fc.oneof(fc.constant(1), fc.constant(1), code),
    level: code,
    priceFlags: flags,
    venueFlags: flags,
    ltv: near(ltvEdges, fc.oneof(between(0, RATIO), between(0, SATURATED))),
    liquidationLtv: near(liquidationEdges, fc.oneof(between(p.ripcordLtv, RATIO), between(0, SATURATED))),
    borrowLtv: near([p.minLtv, p.targetLtv, 0], fc.oneof(between(0, RATIO), between(0, SATURATED))),
    peg: near([...pegEdges, SATURATED], between(0, 1_200_000_000)),
    lenderPeg: near([RATIO, SATURATED], between(0, 1_200_000_000)),
    carry: near(
      [p.borrowCarry, p.unwindCarry, SATURATED, -SATURATED],
      between(-200_000_000, 200_000_000),
      -SATURATED,
    ),
    cover: near([0, RATIO, p.harvestCover, SATURATED], between(0, 1_200_000_000)),
    liquid: near([0, RATIO], between(0, RATIO)),
    venueRate: near([p.minVenueRate, RATIO, 0], between(0, RATIO)),
    marketAge: near([0, p.maxMarketAge, SATURATED], between(0, 200_000)),
    lenderAge: near([0, p.maxLenderAge, SATURATED], between(0, 200_000)),
    sinceAction: near([0, p.cooldown, SATURATED], between(0, 200_000)),
  });
};

/**
 * A state in which nothing stands in the way of a borrow, but for the few quantities that are taken from
 * `state`.
 */
const calmBut = (
  p: LendingParams,
  state: LendingState,
  disturbed: readonly (keyof LendingState)[],
): LendingState => ({
  open: 1,
  level: 0,
  priceFlags: 0,
  venueFlags: 0,
  ltv: Math.floor(p.minLtv / 2),
  liquidationLtv: RATIO,
  borrowLtv: RATIO,
  peg: SATURATED,
  lenderPeg: RATIO,
  carry: p.borrowCarry,
  cover: RATIO,
  liquid: RATIO,
  venueRate: RATIO,
  marketAge: 0,
  lenderAge: 0,
  sinceAction: SATURATED,
  ...Object.fromEntries(disturbed.map((name) => [name, state[name]])),
});

const QUANTITIES = [
  "open",
  "level",
  "priceFlags",
  "venueFlags",
  "ltv",
  "borrowLtv",
  "peg",
  "carry",
  "cover",
  "liquid",
  "venueRate",
  "marketAge",
  "lenderAge",
  "sinceAction",
] as const;

export const question: fc.Arbitrary<Question> = soundParams.chain((params) =>
  fc
    .record({
      anything: stateAround(params),
      disturbed: fc.option(fc.subarray([...QUANTITIES], { minLength: 1, maxLength: 3 })),
      empty: between(0, 19).map((n) => n === 0),
    })
    .map(({ anything, disturbed, empty }) => {
      const state = disturbed === null ? anything : calmBut(params, anything, disturbed);
      return { params, state: empty ? { ...state, open: 0, cover: 0 } : state };
    }),
);

/** A sound setting of which one number was replaced: mostly broken, by every rule in turn. */
export const setting = fc
  .record({
    params: soundParams,
    liquidationLtv: fc.oneof(fc.constantFrom(0, 810_000_000, RATIO), fc.integer({ min: 0, max: RATIO })),
    replaced: fc.constantFrom<keyof LendingParams | undefined>(
      undefined,
      "minLtv",
      "targetLtv",
      "maxLtv",
      "ripcordLtv",
      "defendLtv",
      "evacuateLtv",
      "watchPeg",
      "watchReentry",
      "defendPeg",
      "defendReentry",
      "evacuatePeg",
      "evacuateReentry",
      "borrowCarry",
      "unwindCarry",
      "recenterBps",
      "harvestCover",
      "minVenueRate",
    ),
    by: fc.oneof(fc.constant(0), between(0, 12_000), between(0, 1_200_000_000)),
    tight: fc.constantFrom("", "", "target", "min"),
  })
  .map(({ params, liquidationLtv, replaced, by, tight }) => {
    const settings = {
      ...params,
      ...(tight === "target" && { targetLtv: params.maxLtv - 1 }),
      ...(tight === "min" && params.targetLtv > 0 && { minLtv: params.targetLtv - 1 }),
    };
    return { params: replaced === undefined ? settings : { ...settings, [replaced]: by }, liquidationLtv };
  });
