// Sound settings of a loop, and states that sit on their edges as often as not.

import fc from "fast-check";
import { RATIO, SATURATED } from "../../strategies/decision.ts";
import type { LoopParams, LoopState } from "../../strategies/leveraged-loop/policy.ts";

const YEAR = 31_536_000;

export interface Question {
  readonly state: LoopState;
  readonly params: LoopParams;
}

const between = (min: number, max: number) => fc.integer({ min, max: Math.max(min, max) });

/** Several numbers in ascending order. */
const ascending = (count: number, min: number, max: number) =>
  fc
    .array(fc.integer({ min, max }), { minLength: count, maxLength: count })
    .map((numbers) => numbers.sort((a, b) => a - b));

/** Bands that keep the rules of order for some liquidation LTV of at most 1. */
const ltvs = between(4, 969_999_999).chain((ripcordLtv) =>
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

const pegs = fc
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

const age = fc.oneof(between(0, 100_000), between(0, YEAR), fc.constantFrom(0, SATURATED - 1, SATURATED));

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
  })
  .map(({ ltvs, pegs, below, leverCarry, ...rest }) => ({
    ...ltvs,
    ...pegs,
    ...rest,
    leverCarry,
    unwindCarry: Math.max(leverCarry - below, -SATURATED),
  }));

/** A number on an edge or within 1 of it, or anywhere. */
const near = (edges: readonly number[], anywhere: fc.Arbitrary<number>, min = 0, max = SATURATED) =>
  fc
    .oneof(
      fc.tuple(fc.constantFrom(...edges), between(-1, 1)).map(([edge, step]) => edge + step),
      anywhere,
    )
    .map((value) => Math.min(Math.max(value, min), max));

const code = fc.oneof(between(0, 3), between(0, 255));
const flags = fc.oneof(fc.constant(0), between(0, 15), between(0, 255));

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
] as const;

export const question: fc.Arbitrary<Question> = soundParams.chain((params) =>
  fc
    .record({
      anything: stateAround(params),
      disturbed: fc.option(fc.subarray([...QUANTITIES], { minLength: 1, maxLength: 2 })),
    })
    .map(({ anything, disturbed }) => ({
      params,
      state: disturbed === null ? anything : calmBut(params, anything, disturbed),
    })),
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
    ),
    by: fc.oneof(fc.integer({ min: 0, max: 12_000 }), fc.integer({ min: 0, max: 1_200_000_000 })),
    tight: fc.boolean(),
  })
  .map(({ params, liquidationLtv, replaced, by, tight }) => {
    const settings = tight ? { ...params, targetLtv: params.maxLtv - 1 } : params;
    return { params: replaced === undefined ? settings : { ...settings, [replaced]: by }, liquidationLtv };
  });
