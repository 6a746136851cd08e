// Sound settings for liquidity in a Curve pool, and states that sit on their edges as often as not.

import fc from "fast-check";
import type { CurveLpParams, CurveLpState } from "../../strategies/curve-lp/policy.ts";
import { RATIO, SATURATED } from "../../strategies/decision.ts";

export interface CurveLpQuestion {
  readonly state: CurveLpState;
  readonly params: CurveLpParams;
}

const between = (min: number, max: number) => fc.integer({ min, max: Math.max(min, max) });

/** Three numbers in ascending order. */
const ascending = (max: number) =>
  fc.tuple(between(0, max), between(0, max), between(0, max)).map((numbers) => numbers.sort((a, b) => a - b));

const depeg = fc
  .record({ enter: ascending(1_200_000_000), leave: ascending(1_200_000_000) })
  .map(
    ({
      enter: [evacuatePeg = 0, defendPeg = 0, watchPeg = 0],
      leave: [first = 0, second = 0, third = 0],
    }) => {
      const evacuateReentry = Math.max(first, evacuatePeg);
      const defendReentry = Math.max(second, defendPeg, evacuateReentry);
      const watchReentry = Math.max(third, watchPeg, defendReentry);
      return { evacuatePeg, defendPeg, watchPeg, evacuateReentry, defendReentry, watchReentry };
    },
  );

const age = fc.oneof(between(0, 100_000), between(0, 31_536_000), fc.constantFrom(0, SATURATED));
const cost = between(970_000_000, RATIO);

const soundParams: fc.Arbitrary<CurveLpParams> = fc
  .record({
    minPlaced: fc.oneof(between(900_000_000, 970_000_000), between(0, 970_000_000)),
    placed: fc.tuple(between(0, RATIO), between(0, RATIO)).map((parts) => parts.sort((a, b) => a - b)),
    enterDepth: fc.oneof(between(2, 5_000), between(2, 1_000_000)),
    held: between(1, 97),
    maxStethShare: fc.oneof(between(500_000_000, RATIO), between(1, RATIO)),
    depeg,
    maxMarketAge: age,
    maxVirtualPriceAge: age,
    minVirtualPrice: fc.oneof(between(990_000_000, RATIO - 1), between(0, RATIO - 1)),
    maxVirtualPrice: fc.oneof(between(RATIO + 1, 1_010_000_000), between(RATIO + 1, SATURATED)),
    minIn: cost,
    minOut: cost,
    rescue: between(0, 100),
    harvestMultiple: fc.oneof(between(RATIO, 100 * RATIO), between(RATIO, SATURATED)),
    harvestSpacing: age,
    cooldown: age,
  })
  .map(({ placed: [evacuatePlaced = 0, defendPlaced = 0], held, rescue, ...rest }) => ({
    ...rest,
    evacuatePlaced,
    defendPlaced,
    holdDepth: Math.max(1, Math.floor((rest.enterDepth * held) / 100)),
    rescueOut: Math.floor((rest.minOut * rescue) / 100),
  }));

/** A number on an edge or within 1 of it, or anywhere. */
const near = (edges: readonly number[], anywhere: fc.Arbitrary<number>) =>
  fc
    .oneof(
      fc.tuple(fc.constantFrom(...edges), between(-1, 1)).map(([edge, step]) => edge + step),
      anywhere,
    )
    .map((value) => Math.min(Math.max(value, 0), SATURATED));

const code = fc.oneof(between(0, 3), between(0, 255));
const flags = fc.oneof(fc.constant(0), between(0, 63), between(0, 255));
const ratio = fc.oneof(between(0, RATIO), between(950_000_000, 1_050_000_000), between(0, SATURATED));

const stateAround = (p: CurveLpParams): fc.Arbitrary<CurveLpState> => {
  const pegs = Object.values(p.depeg);
  const atDepth = (depth: number, placed: number) => Math.ceil((placed * depth) / 100);
  const out = near([p.minOut, p.rescueOut, RATIO, SATURATED], ratio);
  return fc.record({
    open: fc.oneof(fc.constant(1), code),
    level: code,
    priceFlags: flags,
    venueFlags: flags,
    placed: near(
      [0, p.minPlaced, p.defendPlaced, Math.floor((p.defendPlaced * 100) / 97), p.evacuatePlaced, RATIO],
      ratio,
    ),
    room: near(
      [atDepth(p.enterDepth, RATIO), atDepth(p.holdDepth, RATIO), atDepth(p.holdDepth, p.minPlaced), 0],
      fc.oneof(between(0, 30 * RATIO), between(0, SATURATED)),
    ),
    stethShare: near([p.maxStethShare, 0, RATIO], ratio),
    peg: near([...pegs, SATURATED], between(0, 1_200_000_000)),
    marketAge: near([0, p.maxMarketAge, SATURATED], between(0, 200_000)),
    virtualPrice: near([p.minVirtualPrice, p.maxVirtualPrice, RATIO, 0], ratio),
    virtualPriceAge: near([0, p.maxVirtualPriceAge, SATURATED], between(0, 200_000)),
    oneSidedIn: near([p.minIn, RATIO], ratio),
    balancedIn: near([p.minIn, RATIO], ratio),
    oneSidedOut: out,
    balancedOut: out,
    rewards: near([0, p.harvestMultiple, SATURATED], between(0, SATURATED)),
    sinceAction: near([0, p.cooldown, SATURATED], between(0, 200_000)),
    sinceHarvest: near([0, p.harvestSpacing, SATURATED], between(0, 200_000)),
  });
};

/** Funds beside a deep, balanced pool in a calm market, but for the few quantities that are taken from `state`. */
const calmBut = (
  p: CurveLpParams,
  state: CurveLpState,
  placed: number,
  disturbed: readonly (keyof CurveLpState)[],
): CurveLpState => ({
  open: 1,
  level: 0,
  priceFlags: 0,
  venueFlags: 0,
  placed,
  room: Math.min(p.enterDepth * 10_000_000, SATURATED),
  stethShare: Math.floor(p.maxStethShare / 2),
  peg: SATURATED,
  marketAge: 0,
  virtualPrice: RATIO,
  virtualPriceAge: 0,
  oneSidedIn: RATIO,
  balancedIn: RATIO,
  oneSidedOut: RATIO,
  balancedOut: RATIO,
  rewards: 0,
  sinceAction: SATURATED,
  sinceHarvest: SATURATED,
  ...Object.fromEntries(disturbed.map((name) => [name, state[name]])),
});

const QUANTITIES: readonly (keyof CurveLpState)[] = [
  "open",
  "level",
  "priceFlags",
  "venueFlags",
  "placed",
  "room",
  "stethShare",
  "peg",
  "marketAge",
  "virtualPrice",
  "virtualPriceAge",
  "oneSidedIn",
  "balancedIn",
  "oneSidedOut",
  "balancedOut",
  "rewards",
  "sinceAction",
  "sinceHarvest",
];

export const curveLpQuestion: fc.Arbitrary<CurveLpQuestion> = soundParams.chain((params) =>
  fc
    .record({
      anything: stateAround(params),
      placed: fc.constantFrom(0, Math.floor(params.minPlaced / 2), RATIO),
      disturbed: fc.option(fc.subarray([...QUANTITIES], { minLength: 1, maxLength: 2 })),
    })
    .map(({ anything, placed, disturbed }) => ({
      params,
      state: disturbed === null ? anything : calmBut(params, anything, placed, disturbed),
    })),
);

/** A sound setting of which one number was replaced: mostly broken, by every rule in turn. */
export const curveLpSettingTried: fc.Arbitrary<CurveLpParams> = fc
  .record({
    params: soundParams,
    replaced: fc.constantFrom<
      Exclude<keyof CurveLpParams, "depeg"> | "watchPeg" | "defendReentry" | undefined
    >(
      undefined,
      "minPlaced",
      "defendPlaced",
      "evacuatePlaced",
      "enterDepth",
      "holdDepth",
      "maxStethShare",
      "minVirtualPrice",
      "maxVirtualPrice",
      "minIn",
      "minOut",
      "rescueOut",
      "harvestMultiple",
      "watchPeg",
      "defendReentry",
    ),
    by: fc.oneof(between(0, 10), between(0, 1_200_000_000), between(0, 2 * SATURATED)),
  })
  .map(({ params, replaced, by }) => {
    if (replaced === undefined) return params;
    if (replaced !== "watchPeg" && replaced !== "defendReentry") return { ...params, [replaced]: by };
    return { ...params, depeg: { ...params.depeg, [replaced]: by } };
  });
