// Sound settings of a loop, and states that sit on their edges as often as not.

import fc from "fast-check";
import { RATIO, SATURATED } from "../../strategies/decision.ts";
import type { LoopParams, LoopState } from "../../strategies/leveraged-loop/policy.ts";
import { age, between, code, flags, ltvs, near, pegs } from "./policy-questions.ts";

const YEAR = 31_536_000;
const HOUR = 3_600;

export interface Question {
  readonly state: LoopState;
  readonly params: LoopParams;
}

const soundParams: fc.Arbitrary<LoopParams> = fc
  .record({
    ltvs,
    pegs,
    maxMarketAge: age,
    maxLenderAge: age,
    leverCarry: fc.oneof(between(0, 50_000_000), between(0, SATURATED)),
    below: fc.oneof(between(1, 100_000_000), between(1, SATURATED)),
    cooldown: age,
    recenterBps: fc.oneof(fc.constantFrom(1, 5_000, 9_999, 10_000), between(1, 10_000)),
    queueMargin: fc.oneof(between(0, 5_000_000), between(0, RATIO)),
  })
  .map(({ ltvs, pegs, below, leverCarry, ...rest }) => ({
    ...ltvs,
    ...pegs,
    ...rest,
    leverCarry,
    unwindCarry: Math.max(leverCarry - below, -SATURATED),
  }));

const stateAround = (p: LoopParams): fc.Arbitrary<LoopState> => {
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
  const ltv = near(ltvEdges, fc.oneof(between(0, RATIO), between(0, SATURATED)));
  const liquidationEdges = [Math.ceil((p.ripcordLtv * 100) / 97), p.maxLtv, 0, RATIO];
  return fc.record({
    open: fc.oneof(fc.constant(1), fc.constant(1), code),
    level: code,
    priceFlags: flags,
    venueFlags: flags,
    ltv,
    liquidationLtv: near(liquidationEdges, fc.oneof(between(p.ripcordLtv, RATIO), between(0, SATURATED))),
    borrowLtv: near([p.minLtv, p.targetLtv, 0], fc.oneof(between(0, RATIO), between(0, SATURATED))),
    peg: near([...pegEdges, SATURATED], between(0, 1_200_000_000)),
    lenderPeg: near([RATIO, SATURATED], between(0, 1_200_000_000)),
    carry: near(
      [p.leverCarry, p.unwindCarry, SATURATED, -SATURATED],
      between(-200_000_000, 200_000_000),
      -SATURATED,
    ),
    marketAge: near([0, p.maxMarketAge, SATURATED], between(0, 200_000)),
    lenderAge: near([0, p.maxLenderAge, SATURATED], between(0, 200_000)),
    sinceAction: near([0, p.cooldown, SATURATED], between(0, 200_000)),
    lenderAtMarket: fc.oneof(between(0, 1), code),
    held: fc.oneof(fc.constant(0), between(0, 1), code),
    queued: fc.oneof(fc.constant(0), between(0, 2), code),
    carryAfter: near([p.leverCarry, SATURATED, -SATURATED], between(-200_000_000, 200_000_000), -SATURATED),
    borrowRate: near([0, SATURATED], between(0, 500_000_000)),
    saleCost: near([0, p.queueMargin, RATIO, SATURATED], between(0, 50_000_000)),
    queueWait: near([0, HOUR, YEAR, SATURATED], between(0, 50 * 24 * HOUR)),
  });
};

/**
 * A state in which nothing stands in the way of a lever, but for the few quantities that are taken from
 * `state`.
 */
const calmBut = (p: LoopParams, state: LoopState, disturbed: readonly (keyof LoopState)[]): LoopState => ({
  open: 1,
  level: 0,
  priceFlags: 0,
  venueFlags: 0,
  ltv: Math.floor(p.minLtv / 2),
  liquidationLtv: RATIO,
  borrowLtv: RATIO,
  peg: SATURATED,
  lenderPeg: RATIO,
  carry: p.leverCarry,
  marketAge: 0,
  lenderAge: 0,
  sinceAction: SATURATED,
  lenderAtMarket: 1,
  held: 0,
  queued: 0,
  carryAfter: p.leverCarry,
  borrowRate: 0,
  saleCost: 0,
  queueWait: SATURATED,
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
  "marketAge",
  "lenderAge",
  "sinceAction",
  "held",
  "queued",
  "carryAfter",
] as const;

/** A loop inside its band that pays more than it earns: whether it sells or waits depends on what either costs. */
const unwinding = (p: LoopParams, state: LoopState): LoopState => ({
  ...calmBut(p, state, ["level", "peg", "queued", "borrowRate", "saleCost", "queueWait"]),
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
      return { params, state: disturbed === null ? anything : calmBut(params, anything, disturbed) };
    }),
);

/** A sound setting of which one number was replaced: mostly broken, by every rule in turn. */
export const setting = fc
  .record({
    params: soundParams,
    liquidationLtv: fc.oneof(fc.constantFrom(0, 810_000_000, RATIO), fc.integer({ min: 0, max: RATIO })),
    replaced: fc.constantFrom<keyof LoopParams | undefined>(
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
      "leverCarry",
      "unwindCarry",
      "recenterBps",
      "queueMargin",
    ),
    by: fc.oneof(fc.integer({ min: 0, max: 12_000 }), fc.integer({ min: 0, max: 1_200_000_000 })),
    tight: fc.boolean(),
  })
  .map(({ params, liquidationLtv, replaced, by, tight }) => {
    const settings = tight ? { ...params, targetLtv: params.maxLtv - 1 } : params;
    return { params: replaced === undefined ? settings : { ...settings, [replaced]: by }, liquidationLtv };
  });
