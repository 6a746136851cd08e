// What the settings and states of every borrower have in common, a loop's and a lending position's alike: on their
// edges as often as not.

import fc from "fast-check";
import type { BorrowerParams } from "../../strategies/borrower-setting.ts";
import { RATIO, SATURATED } from "../../strategies/decision.ts";
import { SHORTEST_WINDOW } from "../../strategies/prices/steth-prices.ts";
import { age, between, code, flags, near, pegs } from "./policy-questions.ts";

const DAY = 86_400;

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

/** The carry from which a borrower borrows, and the lower one below which it unwinds. */
const carries = fc
  .record({
    from: fc.oneof(between(0, 50_000_000), between(0, SATURATED)),
    below: fc.oneof(between(1, 100_000_000), between(1, SATURATED)),
  })
  .map(({ from, below }) => ({ borrowFrom: from, unwindBelow: Math.max(from - below, -SATURATED) }));

export const borrowerSettings = fc.record({
  ltvs,
  pegs,
  carries,
  maxMarketAge: age,
  maxLenderAge: age,
  paces: fc
    .record({ pace: fc.oneof(fc.constant(SHORTEST_WINDOW), between(SHORTEST_WINDOW, DAY)), cooldown: age })
    .map(({ pace, cooldown }) => ({ pace, cooldown: Math.max(pace, cooldown) })),
  recenterBps: fc.oneof(fc.constantFrom(1, 5_000, 9_999, 10_000), between(1, 10_000)),
});

/** The quantities that every borrower's policy looks at. `edges` are those of its carry. */
export function borrowerStates(p: BorrowerParams, edges: readonly number[]) {
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
  return {
    open: fc.oneof(fc.constant(1), fc.constant(1), code),
    level: code,
    priceFlags: flags,
    venueFlags: flags,
    ltv: near(ltvEdges, fc.oneof(between(0, RATIO), between(0, SATURATED))),
    liquidationLtv: near(liquidationEdges, fc.oneof(between(p.ripcordLtv, RATIO), between(0, SATURATED))),
    borrowLtv: near([p.minLtv, p.targetLtv, 0], fc.oneof(between(0, RATIO), between(0, SATURATED))),
    peg: near([...pegEdges, SATURATED], between(0, 1_200_000_000)),
    lenderPeg: near([RATIO, SATURATED], between(0, 1_200_000_000)),
    carry: near([...edges, SATURATED, -SATURATED], between(-200_000_000, 200_000_000), -SATURATED),
    marketAge: near([0, p.maxMarketAge, SATURATED], between(0, 200_000)),
    lenderAge: near([0, p.maxLenderAge, SATURATED], between(0, 200_000)),
    sinceAction: near([0, p.cooldown, SATURATED], between(0, 200_000)),
    sinceSale: near([0, p.pace, SATURATED], between(0, 200_000)),
  };
}

/** A market and a lender that let any borrower borrow. */
export const calm = (p: BorrowerParams, carry: number) => ({
  open: 1,
  level: 0,
  priceFlags: 0,
  venueFlags: 0,
  ltv: Math.floor(p.minLtv / 2),
  liquidationLtv: RATIO,
  borrowLtv: RATIO,
  peg: SATURATED,
  lenderPeg: RATIO,
  carry,
  marketAge: 0,
  lenderAge: 0,
  sinceAction: SATURATED,
  sinceSale: SATURATED,
});

/** What of {@link calm} is disturbed now and then, one or a few at a time. */
export const DISTURBED = [
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
  "sinceSale",
] as const;

/** `state` with a few quantities of another in their place. */
export const disturb = <S extends object>(state: S, other: S, names: readonly (keyof S)[]): S => ({
  ...state,
  ...Object.fromEntries(names.map((name) => [name, other[name]])),
});

/** The numbers of a setting whose order, or size, the rules ask for. */
export const RULED = [
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
  "recenterBps",
  "unwindCarry",
  "pace",
] as const;

/** A sound setting of which one number was replaced: mostly broken, by every rule in turn. */
export const broken = <P extends object>(sound: fc.Arbitrary<P>, ruled: readonly (keyof P)[]) =>
  fc
    .record({
      params: sound,
      liquidationLtv: fc.oneof(fc.constantFrom(0, 810_000_000, RATIO), fc.integer({ min: 0, max: RATIO })),
      window: fc.oneof(fc.constant(SHORTEST_WINDOW), between(SHORTEST_WINDOW, 2 * DAY)),
      replaced: fc.constantFrom<keyof P | undefined>(undefined, ...ruled),
      by: fc.oneof(fc.constant(0), between(0, 12_000), between(0, 1_200_000_000)),
    })
    .map(({ params, liquidationLtv, window, replaced, by }) => ({
      params: replaced === undefined ? params : { ...params, [replaced]: by },
      liquidationLtv,
      window,
    }));
