/** Sweeps: which points they try, what becomes of a stopped one, and how far the fast engine may be trusted. */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { presets } from "../../strategies/leveraged-loop/presets.ts";
import { runFastColumns } from "../columns/fast.ts";
import { fastColumns } from "../columns/fast-columns.ts";
import { loopOf } from "../columns/loop-case.fixture.ts";
import type { LoopOutcome } from "../columns/loop-case.ts";
import { madeUpYear } from "../columns/year.fixture.ts";
import { casesOf, type SweepCase } from "./cases.ts";
import type { SweepPlan } from "./plan.ts";
import { pointsOf } from "./points.ts";
import { robustScore } from "./robustness.ts";
import { runSweep, type Sweep, topOf } from "./sweep.ts";

const LIQUIDATION_LTV = 810_000_000;
const DAY = 86_400;
const columns = madeUpYear(DAY);
const score = ({ apr }: LoopOutcome) => apr;

const plan: SweepPlan = {
  axes: { target: "0.40:0.02:0.66", room: "[0.03, 0.05]" },
  settings: { "ltv.target": "target", "ltv.min": "target - 0.03", "ltv.max": "target + room" },
  method: "grid",
  base: presets.careful,
};
const { loop: _, ...common } = loopOf("careful");
const casesFor = async (one: SweepPlan) => casesOf(one, await pointsOf(one), common, LIQUIDATION_LTV, 0.9);

describe("points", () => {
  test("a grid is every combination, the last axis turning fastest", async () => {
    const points = await pointsOf({ ...plan, axes: { a: "[1, 2]", b: "5:7" } });
    expect(points.map(({ a, b }) => [a, b])).toEqual([
      [1, 5],
      [1, 6],
      [1, 7],
      [2, 5],
      [2, 6],
      [2, 7],
    ]);
  });

  test("Sobol's first points in two dimensions are the halves and the quarters", async () => {
    const points = await pointsOf({ ...plan, axes: { a: "[0, 1]", b: "[0, 1]" }, method: "sobol", count: 3 });
    expect(points.map(({ a, b }) => [a, b])).toEqual([
      [0.5, 0.5],
      [0.75, 0.25],
      [0.25, 0.75],
    ]);
  });

  test("random points stay within their axes, and a seed repeats them", async () => {
    const random = { ...plan, axes: { a: "[2, 3]" }, method: "random", count: 50 } as const;
    const points = await pointsOf({ ...random, seed: 5 });
    expect(points.every(({ a = 0 }) => a >= 2 && a <= 3)).toBe(true);
    expect(await pointsOf({ ...random, seed: 5 })).toEqual(points);
    expect(await pointsOf({ ...random, seed: 6 })).not.toEqual(points);
  });

  test.each([
    ["0.5:", "does not evaluate"],
    ["true", "no number"],
    ["[]", "is empty"],
  ])("a range %j is refused by name", async (range, problem) => {
    await expect(pointsOf({ ...plan, axes: { target: range } })).rejects.toThrow(
      expect.objectContaining({ code: "KEEL_SWEEP", message: expect.stringContaining(problem) }),
    );
  });
});

describe("cases", () => {
  test("expressions of the axes become the setting's integers", async () => {
    const { cases } = await casesFor({ ...plan, axes: { target: "[0.5]", room: "[0.05]" } });
    expect(cases[0]?.setting.loop.params).toMatchObject({
      minLtv: 470_000_000,
      targetLtv: 500_000_000,
      maxLtv: 550_000_000,
    });
  });

  test("points that the contracts would refuse are counted and told, not run", async () => {
    const { cases, unsound, firstUnsound } = await casesFor({
      ...plan,
      axes: { target: "[0.5, 0.9]", room: "[0.05]" },
    });
    expect(cases).toHaveLength(1);
    expect(unsound).toBe(1);
    expect(firstUnsound).toMatch(/^\{"target":0.9.*ripcord line/);
  });

  test("a vault larger than its cap is told, not run", async () => {
    const settings = { ...plan.settings, stETH: "size" };
    const sizes = { ...plan, settings, axes: { target: "[0.5]", room: "[0.05]", size: "[100, 2e6]" } };
    const { cases, firstUnsound } = await casesFor(sizes);
    expect(cases.map(({ point }) => point.size)).toEqual([100]);
    expect(firstUnsound).toMatch(/would not take so much/);
  });

  test("an unknown name is refused with the expression", async () => {
    await expect(casesFor({ ...plan, settings: { "ltv.target": "traget" } })).rejects.toThrow(/traget/);
  });
});

describe("a sweep", () => {
  const folder = mkdtempSync(join(tmpdir(), "keel-sweep-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  let cases: readonly SweepCase[];
  let sweep: Sweep;
  beforeAll(async () => {
    ({ cases } = await casesFor(plan));
    sweep = await runSweep(columns, cases, { workers: 2, folder });
  }, 60_000);

  test("gives what one run after the other gives", () => {
    const market = fastColumns(columns);
    expect(sweep.done).toBe(cases.length);
    for (const index of [0, 7, cases.length - 1])
      expect(sweep.outcomes.at(index)).toEqual(runFastColumns(market, (cases[index] as SweepCase).setting));
  });

  test("measures the fast engine against the exact one", () => {
    const { sampled, unitsPerShare, maxLtv, maxDrawdown, otherActions } =
      sweep.error ?? expect.fail("the fast engine is measured");
    expect(sampled).toBe(8);
    expect(otherActions).toBe(0);
    expect(Math.max(unitsPerShare, maxDrawdown)).toBeLessThan(1e-9);
    // One step of its last decimal.
    expect(maxLtv).toBeLessThan(1.1e-9);
  });

  test("ranks what it found, and how the neighbours of the best do", () => {
    const [best, second] = topOf(sweep, 2, score);
    if (best === undefined || second === undefined) throw new Error("the sweep found nothing");
    expect(best.outcome.apr).toBeGreaterThanOrEqual(second.outcome.apr);
    const robust = robustScore(sweep, best.case.point, score);
    expect(robust).toBeLessThanOrEqual(best.outcome.apr);
    expect(robustScore(sweep, best.case.point, score, 0)).toBe(best.outcome.apr);
  });

  test("that was stopped goes on where it was", async () => {
    const [file = ""] = readdirSync(folder);
    const path = join(folder, file);
    // A line cut short by a crash is done again.
    appendFileSync(path, "[0,[1.0");
    const before = readFileSync(path, "utf8");
    let tasks = 0;
    const again = await runSweep(columns, cases, { workers: 1, folder, onProgress: () => tasks++ });
    expect(tasks).toBe(0);
    expect(again.outcomes.numbers).toEqual(sweep.outcomes.numbers);
    expect(readFileSync(path, "utf8")).toBe(before);
  });

  test("ends when told to, with what is done", async () => {
    const { done } = await runSweep(columns, cases, { workers: 1, signal: AbortSignal.abort() });
    expect(done).toBe(0);
  });

  test("of another market keeps another file", async () => {
    const setting = { ...common, units: 10n * WAD };
    const other = await casesOf(plan, await pointsOf(plan), setting, LIQUIDATION_LTV, 0.9);
    await runSweep(columns, other.cases.slice(0, 1), { workers: 1, folder });
    expect(readdirSync(folder)).toHaveLength(2);
  });
});
