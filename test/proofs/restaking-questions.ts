// Settings of a restaked position, and states that sit on their edges as often as not.

import fc from "fast-check";
import { RATIO, SATURATED } from "../../strategies/decision.ts";
import type { RestakingParams, RestakingState } from "../../strategies/restaking/policy.ts";

const YEAR = 31_536_000;

export interface Question {
  readonly state: RestakingState;
  readonly params: RestakingParams;
}

const between = (min: number, max: number) => fc.integer({ min, max: Math.max(min, max) });

/** Several numbers in ascending order. */
const ascending = (count: number, min: number, max: number) =>
  fc
    .array(fc.integer({ min, max }), { minLength: count, maxLength: count })
    .map((numbers) => numbers.sort((a, b) => a - b));

const seconds = fc.oneof(between(0, 100_000), between(0, YEAR), fc.constantFrom(0, SATURATED - 1, SATURATED));

const stakes = between(4, RATIO).chain((maxStaked) =>
  between(1, Math.max(1, Math.floor((maxStaked * 97) / 100))).chain((targetStaked) =>
    fc
      .record({
        evacuateStaked: fc.oneof(fc.constant(0), between(0, targetStaked)),
        minLoose: fc.oneof(fc.constant(1), between(1, targetStaked)),
      })
      .map((rest) => ({ maxStaked: Math.max(maxStaked, targetStaked + 1), targetStaked, ...rest })),
  ),
);

const pegs = fc
  .record({ enter: ascending(2, 0, 1_200_000_000), leave: ascending(2, 0, 1_200_000_000) })
  .map(({ enter: [defendPeg = 0, watchPeg = 0], leave: [first = 0, second = 0] }) => {
    const defendReentry = Math.max(first, defendPeg);
    return { defendPeg, watchPeg, defendReentry, watchReentry: Math.max(second, watchPeg, defendReentry) };
  });

const slashes = fc
  .oneof(ascending(2, 1, 200_000_000), ascending(2, 1, RATIO))
  .map(([defendSlash = 1, evacuateSlash = 1]) => ({ defendSlash, evacuateSlash }));

export const soundParams: fc.Arbitrary<RestakingParams> = fc
  .record({
    stakes,
    pegs,
    slashes,
    maxMarketAge: seconds,
    maxRateAge: seconds,
    calmAfter: seconds,
    cooldown: seconds,
    epochWindow: seconds,
    waitCost: fc.oneof(between(0, 100_000_000), between(0, RATIO)),
    maxGap: fc.oneof(between(0, 50_000_000), between(0, RATIO)),
    minHarvest: fc.oneof(between(1, 10 * RATIO), between(1, SATURATED)),
  })
  .map(({ stakes, pegs, slashes, calmAfter, ...rest }) => ({
    ...stakes,
    ...pegs,
    ...slashes,
    ...rest,
    calmAfter: Math.max(calmAfter, rest.cooldown, 1),
  }));

/** A sound setting of which one number was replaced: mostly broken, by every rule in turn. */
const brokenParams = fc
  .record({
    params: soundParams,
    replaced: fc.constantFrom<keyof RestakingParams>(
      "targetStaked",
      "maxStaked",
      "evacuateStaked",
      "minLoose",
      "watchPeg",
      "watchReentry",
      "defendPeg",
      "defendReentry",
      "defendSlash",
      "evacuateSlash",
      "waitCost",
      "maxGap",
      "minHarvest",
      "calmAfter",
    ),
    by: fc.oneof(fc.constant(0), between(0, 12_000), between(0, 1_200_000_000)),
    tight: fc.boolean(),
  })
  .map(({ params, replaced, by, tight }) => {
    const settings = tight ? { ...params, targetStaked: params.maxStaked - 1 } : params;
    return { ...settings, [replaced]: by };
  });

/** A number on an edge or within 1 of it, or anywhere. */
const near = (edges: readonly number[], anywhere: fc.Arbitrary<number>) =>
  fc
    .oneof(
      fc.tuple(fc.constantFrom(...edges), between(-1, 1)).map(([edge, step]) => edge + step),
      anywhere,
    )
    .map((value) => Math.min(Math.max(value, 0), SATURATED));

const code = fc.oneof(between(0, 3), between(0, 255));
const flags = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.constantFrom(1, 2, 4, 8, 16), code);
const share = fc.oneof(between(0, RATIO), between(0, SATURATED));

const stateAround = (p: RestakingParams): fc.Arbitrary<RestakingState> =>
  fc.record({
    open: fc.oneof(fc.constant(1), fc.constant(1), code),
    level: code,
    venueFlags: flags,
    rateFlags: flags,
    priceFlags: flags,
    staked: near([0, p.evacuateStaked, p.targetStaked, p.maxStaked, SATURATED], share),
    loose: near([0, p.minLoose, p.targetStaked, SATURATED], share),
    pending: near([0, SATURATED], share),
    claimable: near([0, SATURATED], fc.oneof(fc.constant(0), share)),
    epochLeft: near([0, p.epochWindow, SATURATED], seconds),
    exitWait: near([0, 10 * YEAR, SATURATED], seconds),
    slashSeen: near([0, 0, p.defendSlash, p.evacuateSlash, SATURATED], share),
    rateAge: near([0, p.maxRateAge, SATURATED], seconds),
    peg: near(
      [p.watchPeg, p.watchReentry, p.defendPeg, p.defendReentry, RATIO - p.maxGap, RATIO + p.maxGap],
      fc.oneof(between(0, 1_200_000_000), share),
    ),
    marketAge: near([0, p.maxMarketAge, SATURATED], seconds),
    saleCost: near([0, SATURATED], fc.oneof(between(0, 100_000_000), share)),
    rewards: near([0, p.minHarvest, SATURATED], share),
    sinceAction: near([0, p.cooldown, SATURATED], seconds),
    sinceAlarm: near([0, p.calmAfter, SATURATED], seconds),
  });

/**
 * A state in which nothing stands in the way of a deposit, an exit, or a sale, but for the few quantities that are
 * taken from `state`.
 */
const calmBut = (
  p: RestakingParams,
  state: RestakingState,
  full: boolean,
  sellable: boolean,
  disturbed: readonly (keyof RestakingState)[],
): RestakingState => ({
  open: 1,
  level: 0,
  venueFlags: 0,
  rateFlags: 0,
  priceFlags: 0,
  staked: full ? p.maxStaked + 1 : Math.max(p.targetStaked - 1, 0),
  loose: p.minLoose,
  pending: 0,
  claimable: 0,
  epochLeft: 0,
  exitWait: YEAR,
  slashSeen: 0,
  rateAge: 0,
  peg: sellable ? RATIO : SATURATED,
  marketAge: 0,
  saleCost: sellable ? 0 : SATURATED,
  rewards: 0,
  sinceAction: SATURATED,
  sinceAlarm: SATURATED,
  ...Object.fromEntries(disturbed.map((name) => [name, state[name]])),
});

const QUANTITIES = [
  "open",
  "level",
  "venueFlags",
  "rateFlags",
  "staked",
  "loose",
  "pending",
  "claimable",
  "epochLeft",
  "slashSeen",
  "rateAge",
  "peg",
  "saleCost",
  "rewards",
  "sinceAction",
  "sinceAlarm",
] as const;

const questionWith = (settings: fc.Arbitrary<RestakingParams>): fc.Arbitrary<Question> =>
  settings.chain((params) =>
    fc
      .record({
        anything: stateAround(params),
        full: fc.boolean(),
        sellable: fc.boolean(),
        disturbed: fc.option(fc.subarray([...QUANTITIES], { minLength: 1, maxLength: 3 })),
      })
      .map(({ anything, full, sellable, disturbed }) => ({
        params,
        state: disturbed === null ? anything : calmBut(params, anything, full, sellable, disturbed),
      })),
  );

/** States under settings that a contract would take. */
export const question = questionWith(soundParams);

/** The same, and one in five under settings that it would refuse. */
export const anyQuestion = fc.oneof(
  { weight: 4, arbitrary: question },
  { weight: 1, arbitrary: questionWith(brokenParams) },
);
