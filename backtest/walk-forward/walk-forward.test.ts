/** Settings chosen on the past and tried on what came after: nothing of the choice knows what it is tried on. */
import { beforeAll, describe, expect, test } from "vitest";
import { presets } from "../../strategies/leveraged-loop/presets.ts";
import type { Columns } from "../columns/columns.ts";
import { runExactColumns } from "../columns/exact.ts";
import { loopOf } from "../columns/loop-case.fixture.ts";
import type { LoopOutcome } from "../columns/loop-case.ts";
import { madeUpYear } from "../columns/year.fixture.ts";
import { casesOf, type SweepCase } from "../sweep/cases.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { pointsOf } from "../sweep/points.ts";
import { runStretch } from "./measured.ts";
import { summaryOf } from "./stability.ts";
import { type WindowResult, walkForward } from "./walk-forward.ts";
import { windowsOf } from "./windows.ts";

const DAY = 86_400;
const LIQUIDATION_LTV = 810_000_000;
const plan: SweepPlan = {
  axes: { target: "[0.45, 0.55, 0.65]" },
  settings: { "ltv.target": "target", "ltv.min": "target - 0.03", "ltv.max": "target + 0.04" },
  method: "grid",
  base: presets.careful,
};
const year = madeUpYear(DAY);
const windows = windowsOf(year.time, { train: 60, test: 60, anchored: false }).slice(0, 2);
const scoreOf = ({ apr, liquidations }: LoopOutcome) => (liquidations > 0 ? Number.NEGATIVE_INFINITY : apr);

let cases: readonly SweepCase[];
const { loop: _, ...common } = loopOf("careful");
beforeAll(async () => {
  ({ cases } = await casesOf(plan, await pointsOf(plan), common, LIQUIDATION_LTV, 0.9));
});

async function walked(
  columns: Columns,
  change: Partial<Parameters<typeof walkForward>[0]> = {},
): Promise<readonly WindowResult[]> {
  const results: WindowResult[] = [];
  const walk = { columns, windows, cases, base: loopOf("careful"), scoreOf, choose: "best" } as const;
  for await (const result of walkForward({ sweep: { workers: 1 }, ...walk, ...change })) results.push(result);
  return results;
}

/** The same market up to `row`, and a crash with costly loans from there on. */
function crashedFrom(row: number): Columns {
  const columns = madeUpYear(DAY);
  for (let at = row; at < columns.rows; at++) {
    columns.peg[at] = 850_000_000;
    columns.lenderPeg[at] = 850_000_000;
    columns.feed[at] = 850_000_000;
    columns.lenderRate[at] = ((columns.redemption[at] as bigint) * 85n) / 100n;
    columns.othersDebt[at] = (columns.terms.lendable * 95n) / 100n;
  }
  return columns;
}

describe("windows", () => {
  const time = Float64Array.from({ length: 101 }, (_, day) => day * DAY);

  test("roll: each begins where the tests have come to, and the tests follow one another", () => {
    expect(windowsOf(time, { train: 40, test: 25, anchored: false })).toEqual([
      { known: { from: 0, to: 40 }, tried: { from: 40, to: 65 } },
      { known: { from: 25, to: 65 }, tried: { from: 65, to: 90 } },
    ]);
  });

  test("that are anchored begin with the tape, and grow", () => {
    expect(windowsOf(time, { train: 40, test: 25, anchored: true })[1]).toEqual({
      known: { from: 0, to: 65 },
      tried: { from: 65, to: 90 },
    });
  });

  test.each([
    [{ train: 90, test: 20 }, "a tape of 100.0 days has no window of 90 and 20 days"],
    [{ train: 0, test: 20 }, "a stretch has no days"],
    [{ train: 1, test: 20 }, "a stretch has fewer than two rows"],
  ])("of %o are refused", (lengths, what) => {
    expect(() => windowsOf(time, { ...lengths, anchored: false })).toThrow(
      expect.objectContaining({ code: "KEEL_WALK_FORWARD", message: what }),
    );
  });
});

describe("a walk forward", () => {
  let results: readonly WindowResult[];
  beforeAll(async () => {
    results = await walked(year);
  });

  test("BTK-03 chooses the same whatever comes after the choice", async () => {
    for (const [index, { tried }] of windows.entries()) {
      const until = windows.slice(0, index + 1);
      const other = (await walked(crashedFrom(tried.from), { windows: until })).at(-1);
      expect(other?.chosen).toEqual(results[index]?.chosen);
      expect(other?.inSample).toEqual(results[index]?.inSample);
      expect(other?.outOfSample).not.toEqual(results[index]?.outOfSample);
    }
  });

  test("BTK-03 leaves a window as it was whatever comes after it", async () => {
    const until = windows.slice(0, 1);
    const [first] = await walked(crashedFrom(windows[0]?.tried.to ?? 0), { windows: until });
    expect(first).toEqual(results[0]);
  });

  test("chooses what is best where it is known, and says how many did worse where it is tried", () => {
    for (const { window, chosen, outOfSample, rank } of results) {
      const scores = (stretch: typeof window.known) =>
        cases.map(({ point, setting }) => ({ point, score: scoreOf(runStretch(year, setting, stretch)) }));
      const [best] = scores(window.known).sort((a, b) => b.score - a.score);
      expect(chosen).toEqual(best?.point);
      const worse = scores(window.tried).filter(
        ({ point, score }) => point.target !== chosen.target && score < outOfSample.score,
      );
      expect(rank).toBe(worse.length / 2);
    }
  });

  test("is the same by any number of workers", async () => {
    const [first] = await walked(year, { sweep: { workers: 2 }, windows: windows.slice(0, 1) });
    expect(first).toEqual(results[0]);
  });

  test("ends with what is done once it is told to stop", async () => {
    expect(await walked(year, { sweep: { workers: 1, signal: AbortSignal.abort() } })).toEqual([]);
  });

  test("that asks for good neighbours passes a lucky point by", async () => {
    const fine = { ...plan, axes: { target: "0.40:0.01:0.66" } };
    const { cases } = await casesOf(fine, await pointsOf(fine), common, LIQUIDATION_LTV, 0.9);
    const known = { from: 0, to: windows[0]?.known.to ?? 0 };
    const grown = cases.map(({ setting }) => runStretch(year, setting, known).apr).sort((a, b) => a - b);
    const [median = 0, most = 0] = [grown[13], grown.at(-1)];
    // The most leverage is best by far, and all that comes near it is worthless.
    const lucky = ({ apr }: LoopOutcome) => (apr > most - 1e-6 ? 10 : Number(apr < median));
    const [best] = await walked(year, { cases, scoreOf: lucky, windows: windows.slice(0, 1) });
    const [robust] = await walked(year, {
      cases,
      scoreOf: lucky,
      choose: "robust",
      windows: windows.slice(0, 1),
    });
    expect(best?.chosen.target).toBeCloseTo(0.66, 9);
    expect(robust?.chosen.target).toBeLessThan(0.5);
  });
});

test("stretches one after another grow to what the whole does", () => {
  const setting = loopOf("careful");
  const growth = [0, 100, 250].map((from, index) => {
    const to = [100, 250, year.rows][index] as number;
    return runStretch(year, setting, { from, to }).unitsPerShare;
  });
  const whole = runExactColumns(year, setting).unitsPerShare;
  expect(growth.reduce((product, one) => product * one)).toBeCloseTo(whole, 12);
});

test("a summary chains the tests, and tells how the choices moved", () => {
  const outcome = (unitsPerShare: number, apr: number) =>
    ({ unitsPerShare, apr, liquidations: 0 }) as LoopOutcome;
  const tried = (unitsPerShare: number, apr = 0) => ({ outcome: outcome(unitsPerShare, apr), score: apr });
  const result = (target: number, grew: number, rank: number, from: number): WindowResult => ({
    window: { known: { from: 0, to: from }, tried: { from, to: from + 74 } },
    chosen: { target },
    inSample: tried(1, 0.1),
    outOfSample: tried(grew),
    rank,
    unchosen: tried(1),
  });
  // Two tests of 73 days each: 1.01 · 1.02 = 1.0302 in two fifths of a year.
  const summary = summaryOf([result(0.5, 1.01, 1, 0), result(0.6, 1.02, 0.4, 74)], year);
  expect(summary).toMatchObject({
    outOfSampleApr: expect.closeTo(0.0302 / 0.4, 9),
    unchosenApr: 0,
    inSampleApr: expect.closeTo(0.1, 12),
    efficiency: expect.closeTo(0.755, 9),
    medianRank: 0.7,
    belowMedian: 0.5,
  });
  expect(summary.axes).toEqual([
    // Two values 0.1 apart deviate by 0.1 / √2.
    {
      axis: "target",
      mean: 0.55,
      deviation: expect.closeTo(0.0707107, 6),
      least: 0.5,
      most: 0.6,
      changes: 1,
    },
  ]);
});
