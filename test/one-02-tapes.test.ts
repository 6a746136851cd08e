/**
 * Two weeks of the built-in tape, the second at six times its depeg, through each kind's contracts, with the keeper and people who come and
 * go, and through the exact engine: the same wei of everything after every step. `npm run prove` plays all of the tape as it was.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { PLAYED_KINDS } from "./worlds/tape/kinds.ts";
import { playBoth, type Side } from "./worlds/tape/play.ts";
import { laterTape, peopleIn } from "./worlds/tape/stretch.ts";

/** To 15 May, behind the days in which stETH first lost its peg and ETH a third of its price. */
const STEPS = 60;
const WEEK = 28;
const tape = laterTape(STEPS, { from: WEEK, multiple: 6n });

describe.each(PLAYED_KINDS.map((kind) => [kind.name, kind] as const))("%s", (_, kind) => {
  let onchain: Side;
  let offline: Side;

  beforeAll(async () => {
    ({ onchain, offline } = await playBoth({ kind, tape, flows: peopleIn(tape) }));
  }, 240_000);

  test("ONE-02 contracts and exact engine hold the same wei after every step", () => {
    expect(onchain.steps).toHaveLength(STEPS);
    for (const [index, step] of onchain.steps.entries())
      expect({ index, ...offline.steps[index] }).toEqual({ index, ...step });
  });

  test("ONE-02 keeper and engine do the same, and people get the same", () => {
    expect(offline.deeds).toEqual(onchain.deeds);
    expect(offline.flows).toEqual(onchain.flows);
    const done = onchain.deeds.filter(({ refused }) => !refused);
    expect(done.map(({ kind }) => kind)).toContain("allocate");
    expect(done.map(({ action }) => action)).toEqual(expect.arrayContaining([...kind.asks]));
  });
});
