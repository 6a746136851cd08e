/** Studies as the command line runs them, over the built-in tape and the parameter file that comes with Keel. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { BUILT_IN_TAPE } from "../../backtest/tape/built-in.ts";
import { presets } from "../../strategies/leveraged-loop/presets.ts";
import { type Config, DEFAULT_CONFIG, loadConfig } from "../config.ts";
import { bootstrapStudy, bootstrapTable } from "./bootstrap.ts";
import { type BreakStudy, breakStudy, breakTable } from "./break.ts";
import { compareSettings } from "./compare.ts";
import type { StudyProgress } from "./progress.ts";
import { rowsOf } from "./pull.ts";
import { runStudy } from "./run.ts";
import { stressStudy, stressTable } from "./stress.ts";
import { type SweepStudy, sweepStudy, sweepTable } from "./sweep.ts";
import { writeSweepPage } from "./sweep-page.ts";
import { toTable } from "./view.ts";

const ETHER = 10n ** 18n;
const market = { tape: BUILT_IN_TAPE, fill: "refuse", between: "hold" } as const;
const way = { ...market, deposit: 500n * ETHER, severity: ETHER };
const sum = (parts: Readonly<Record<string, bigint>>) =>
  Object.values(parts).reduce((total, part) => total + part, 0n);

let config: Config;
beforeAll(async () => {
  config = await loadConfig(DEFAULT_CONFIG, {});
});

test("BTK-01 a run tells profit on 100 stETH whose parts are the growth of its entry value, but for the keeper's gas", async () => {
  const { ways } = await runStudy(config, way);
  for (const name of ["unmanaged", "held"] as const) {
    const { attribution, finalEntryAssets } = ways[name] ?? expect.fail(`no way ${name}`);
    const grown = finalEntryAssets - 100n * ETHER;
    // Growth waits to be recognised, and flooring a rate costs a wei a unit.
    expect(Math.abs(Number(sum(attribution) - attribution.gas - grown))).toBeLessThan(1e16);
  }
});

describe("a comparison", () => {
  test("of a setting is what a run of it is", async () => {
    const { ways } = await compareSettings(config, { ...way, settings: ["careful", "aggressive"] });
    const alone = await runStudy(config, { ...way, setting: "careful" });
    expect(Object.keys(ways)).toEqual(["careful", "aggressive", "held"]);
    expect(ways.careful).toEqual(alone.ways.managed);
    expect(ways.held).toEqual(alone.ways.held);
    expect(toTable({ ways })).toContain("aggressive");
  });

  test("with a setting twice is refused", async () => {
    const settings = ["careful", "careful"];
    await expect(compareSettings(config, { ...way, settings })).rejects.toMatchObject({
      code: "KEEL_BAD_ARGUMENT",
    });
  });
});

test("stresses are told beside the tape as it is, and cost what they cost", async () => {
  const results = await stressStudy(config, { ...way, scenarios: ["slash", "slash+june-2022"], day: 14 });
  const { none, slash, ...both } = results.scenarios;
  expect(Object.keys(both)).toEqual(["slash+june-2022"]);
  expect(none?.unmanaged.attribution.slashing).toBe(0n);
  expect(slash?.unmanaged.attribution.slashing).toBeLessThan(-2n * ETHER);
  expect(both["slash+june-2022"]?.managed.drawdown.depth).toBeGreaterThan(slash?.managed.drawdown.depth ?? 1);
  expect(stressTable(results)).toContain("slash: Lido loses 1%");
});

describe("a search for breaks", () => {
  const silent = { stopped: false, update: () => {} };
  const study: BreakStudy = { ...way, setting: "careful", axis: ["keeper-delay", "gas"], at: ["depth=8"] };

  test("begins where it is told to, and tells what there is to tell without a keeper", async () => {
    const asked = { ...study, axis: ["keeper-delay"] };
    const results = await breakStudy(config, asked, silent);
    const [delay] = results.breaks;
    expect(delay?.managed.value).toBeGreaterThan(0);
    expect(delay?.unmanaged).toBeNull();
    const table = breakTable(results, asked);
    expect(table).toMatch(/keeper-delay\W+\d+h late, on 2022-06-1\d\W+–/);
    expect(table).toContain("all of it at depth=8");
  });

  test.each([
    [{ axis: ["luck"] }, "KEEL_UNKNOWN_AXIS"],
    [{ at: ["depth"] }, "KEEL_BAD_ARGUMENT"],
    [{ at: ["depth=0.5"] }, "KEEL_BAD_ARGUMENT"],
    [{ at: ["depth=40"] }, "KEEL_TAPE_SEVERITY"],
  ])("of %o is refused", async (wrong, code) => {
    await expect(breakStudy(config, { ...study, ...wrong }, silent)).rejects.toMatchObject({ code });
  });
});

describe("a bootstrap", () => {
  const study = { ...market, deposit: 500n * ETHER, paths: 3, block: 10, seed: 1 };

  test("ends with what is done once it is told to stop", async () => {
    let done = 0;
    const progress = {
      get stopped() {
        return done === 2;
      },
      update: (paths: number) => {
        done = paths;
      },
    };
    const results = await bootstrapStudy(config, study, progress);
    expect(results.paths).toBe(2);
    expect(bootstrapTable(results)).toContain("100 stETH, 2 paths");
  });

  test("of no paths, or of blocks shorter than a row, is refused", async () => {
    const silent = { stopped: false, update: () => {} };
    for (const wrong of [{ paths: 0 }, { block: 0 }]) {
      await expect(bootstrapStudy(config, { ...study, ...wrong }, silent)).rejects.toMatchObject({
        code: "KEEL_BAD_ARGUMENT",
      });
    }
  });
});

describe("a study that is stopped", () => {
  /** Told to stop once so much is done. */
  const until = (most: number): StudyProgress => {
    const progress = {
      stopped: false,
      update(done: number) {
        progress.stopped = done >= most;
      },
    };
    return progress;
  };

  test("tells the settings, stresses and axes that are done", async () => {
    const settings = ["careful", "aggressive"];
    const { ways } = await compareSettings(config, { ...way, settings }, until(1));
    expect(Object.keys(ways)).toEqual(["careful", "held"]);
    const { scenarios } = await stressStudy(config, { ...way, scenarios: ["slash"], day: 14 }, until(1));
    expect(Object.keys(scenarios)).toEqual(["none"]);
    const study = { ...way, setting: "careful", axis: ["keeper-delay", "depth"] };
    const { breaks } = await breakStudy(config, study, { stopped: false, update() {} });
    const tries = breaks[0]?.managed.tried.length ?? 0;
    const stopped = await breakStudy(config, study, until(tries + 2));
    expect(stopped.breaks).toEqual(breaks.slice(0, 1));
  });

  test.each([
    ["compare", () => compareSettings(config, way, until(0))],
    ["stress", () => stressStudy(config, { ...way, day: 14 }, until(0))],
    ["break", () => breakStudy(config, way, until(0))],
  ])("%s says so where nothing is done yet", async (_, study) => {
    await expect(study()).rejects.toMatchObject({ code: "KEEL_STOPPED" });
  });
});

test.each([
  [{ from: "yesterday" }, '"yesterday" is no time'],
  [{ to: "2022-05-01" }, "2022-05-02 is not before 2022-05-01"],
  [{ every: "soon" }, '"soon" is no time between rows'],
  [{ every: "0d" }, '"0d" is no time between rows'],
])("a pull of %o is refused", (wrong, what) => {
  const flags = { rpc: "", from: "2022-05-02", to: "2022-06-01", every: "6h", out: "", rate: 10 };
  expect(() => rowsOf({ ...flags, ...wrong })).toThrow(what);
  expect(rowsOf(flags)).toBe(121);
});

describe("a sweep", () => {
  const silent = { stopped: false, update: () => {} };
  const study: SweepStudy = {
    ...market,
    setting: "careful",
    deposit: 500n * ETHER,
    axis: { target: "[0.5, 0.6]", room: "[0.04, 0.06]" },
    set: { "ltv.target": "target", "ltv.min": "target - 0.03", "ltv.max": "target + room" },
    method: "grid",
    seed: 1,
    lender: "market",
    by: "apr - 0.1 * maxDrawdown",
    top: 2,
  };

  test("tells the best settings by what was asked for, and how far it may be trusted", async () => {
    const results = await sweepStudy(config, study, silent);
    expect(results.sweep.done).toBe(4);
    expect(results.best).toHaveLength(2);
    const [first, second] = results.best;
    expect(first?.score).toBeGreaterThanOrEqual(second?.score ?? Number.NaN);
    expect(first?.score).toBeCloseTo((first?.outcome.apr ?? 0) - 0.1 * (first?.outcome.maxDrawdown ?? 0), 12);
    expect(results.best.every(({ robust, score }) => robust <= score)).toBe(true);
    expect(sweepTable(results)).toContain("4 of 4 settings run by the fast engine. On 4 of them");
    const page = join(mkdtempSync(join(tmpdir(), "keel-sweep-")), "heat.html");
    writeSweepPage(page, config, study, results);
    expect(readFileSync(page, "utf8")).toMatch(/<h1>apr - 0.1 \* maxDrawdown over 2022-depeg<\/h1>/);
  });

  test("of settings with rules, or in a vault that others come to, is run by the whole exact engine", async () => {
    const rules = [{ name: "calm", when: "peg < 0.97", ask: "reduce", to: "0.3" }] as const;
    const setting = { setting: "ruled", own: { ruled: { ...presets.careful, rules: [...rules] } } };
    const ruled = await sweepStudy(config, { ...study, ...setting }, silent);
    expect(sweepTable(ruled)).toContain("4 of 4 settings run by the whole exact engine");
    expect(ruled.best[0]?.outcome.delevers).toBeGreaterThan(0);

    const bob = {
      time: Date.UTC(2022, 4, 20) / 1_000,
      who: "bob",
      kind: "deposit",
      assets: 100n * ETHER,
    } as const;
    const shared = await sweepStudy(config, { ...study, flows: [bob] }, silent);
    expect(shared.sweep.error).toBeUndefined();
    const late = { ...bob, time: Date.UTC(2023, 0, 1) / 1_000 };
    await expect(sweepStudy(config, { ...study, flows: [late] }, silent)).rejects.toMatchObject({
      code: "KEEL_FLOWS",
    });
  });

  test.each([
    [{ by: "moon" }, "KEEL_SWEEP"],
    [{ axis: { target: "[0.9]", room: "[0.04]" } }, "KEEL_SWEEP"],
    [{ setting: "brave" }, "KEEL_UNKNOWN_PRESET"],
  ])("of %o is refused", async (wrong, code) => {
    await expect(sweepStudy(config, { ...study, ...wrong }, silent)).rejects.toMatchObject({ code });
  });
});
