/**
 * The built-in tape through the exact engine: what a strategist of 2022 would want to know, and what a run
 * must be.
 */
import { describe, expect, test } from "vitest";
import { Action } from "../../strategies/decision.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { type PresetName, presets } from "../../strategies/leveraged-loop/presets.ts";
import { loadLoopRules } from "../../strategies/leveraged-loop/rules.ts";
import { breakSeverity } from "../break/break-severity.ts";
import { metricsOf } from "../metrics/metrics.ts";
import { builtInTape } from "../tape/built-in.ts";
import { runExact } from "./exact.ts";
import { firstStep, loopThrough2022 } from "./loop-2022.fixture.ts";

const ETHER = WAD;
const tape = builtInTape();
const june14 = Date.UTC(2022, 5, 14) / 1_000;

const PRESETS = Object.keys(presets) as PresetName[];

describe("INC-01 the summer of 2022, against a lender that prices stETH at the market", () => {
  test.each(PRESETS)("%s is never liquidatable, and what its defence cost is told", (preset) => {
    const run = runExact(loopThrough2022(preset));
    const { liquidations, minHealthFactor, maxLtv, defence } = metricsOf(run);
    expect(liquidations).toBe(0);
    expect(minHealthFactor).toBeGreaterThan(1.1);
    expect(maxLtv).toBeLessThan(0.74);
    const sales = run.actions.filter(({ sold }) => sold > 0n);
    expect(defence.sales).toBe(sales.length);
    expect(defence.total > 0n).toBe(sales.length > 0);
    for (const { sold, repaid } of sales) expect(repaid).toBeLessThan(sold);
  });

  test.each(PRESETS)("%s keeps further from liquidation with its keeper than without", (preset) => {
    const managed = metricsOf(runExact(loopThrough2022(preset)));
    const unmanaged = metricsOf(runExact(loopThrough2022(preset, { managed: false })));
    expect(unmanaged.actions).toBe(2);
    expect(managed.minHealthFactor ?? 0).toBeGreaterThanOrEqual(unmanaged.minHealthFactor ?? 0);
  });
});

describe("the break severity", () => {
  test("is the first multiple of the depeg that liquidates, and none below it was seen to", () => {
    const run = loopThrough2022("aggressive", { managed: false });
    const { multiple, survivedUpTo } = breakSeverity(run);
    if (multiple === null) throw new Error("without a keeper some depeg liquidates");
    expect(multiple - survivedUpTo).toBeCloseTo(0.01, 9);
    const liquidated = (at: number) => {
      const scaled = builtInTape((WAD * BigInt(Math.round(at * 100))) / 100n);
      return runExact({ ...run, tape: scaled }).liquidations.length > 0;
    };
    expect([liquidated(survivedUpTo), liquidated(multiple)]).toEqual([false, true]);
  });
});

const FALLING = [
  { name: "unusually low", when: "peg < mean(peg, '7d') - 2 * std(peg, '7d')", ask: "stop levering" },
] as const;

describe("a run", () => {
  test("BTK-02 is the same again for the same input, and leaves the world as it was", () => {
    const run = loopThrough2022("strategist2022");
    const before = structuredClone(run.world);
    expect(runExact(run)).toEqual(runExact(run));
    expect(run.world).toEqual(before);
  });

  test("BTK-03 up to a day does not depend on what comes after it", () => {
    const known = tape.rows.filter(({ time }) => time <= june14);
    const short = runExact(loopThrough2022("strategist2022", { tape: { ...tape, rows: known } }));
    const whole = runExact(loopThrough2022("strategist2022"));
    expect(whole.steps.slice(0, short.steps.length)).toEqual(short.steps);
    expect(whole.actions.slice(0, short.actions.length)).toEqual(short.actions);
    expect(short.actions.length).toBeGreaterThan(2);
  });

  test("BTK-03 under rules that look back does not depend on what comes after it either", async () => {
    const keeper = { ...loopThrough2022("careful").keeper, rules: await loadLoopRules(FALLING) };
    const known = tape.rows.filter(({ time }) => time <= june14);
    const short = runExact(loopThrough2022("careful", { keeper, tape: { ...tape, rows: known } }));
    const whole = runExact(loopThrough2022("careful", { keeper }));
    expect(whole.steps.slice(0, short.steps.length)).toEqual(short.steps);
    const held = short.steps.filter(({ inForce }) => inForce !== undefined);
    expect(held.length).toBeGreaterThan(3);
    expect(held.length).toBeLessThan(short.steps.length / 2);
  });

  test("under a rule that asks for no levering never levers", async () => {
    const rules = await loadLoopRules([{ name: "never", when: "ltv < 1", ask: "stop levering" }]);
    const run = runExact(
      loopThrough2022("careful", { keeper: { ...loopThrough2022("careful").keeper, rules } }),
    );
    const executed = run.actions.filter(({ kind }) => kind === "execute");
    expect(new Set(executed.map(({ decision }) => decision.action))).toEqual(new Set([Action.mark]));
    expect(run.steps.every(({ debt, inForce }) => debt === 0n && inForce?.[0] === "never")).toBe(true);
  });

  test("is two blocks a step: the world at the row's time, the keeper twelve seconds later", () => {
    const { steps, actions } = runExact(loopThrough2022("careful"));
    expect(steps.map(({ time }) => time)).toEqual(tape.rows.slice(1).map(({ time }) => time + 12));
    for (const { time } of actions) expect((time - 12) % 21_600).toBe(0);
  });

  test("follows the tape: the pool's price is the row's, where no balances are recorded", () => {
    const { steps } = runExact(loopThrough2022("careful"));
    let compared = 0;
    for (const [index, { poolPrice }] of steps.entries()) {
      const row = tape.rows[index + 1];
      if (row === undefined || row.curveEther !== undefined) continue;
      // The keeper's own trades, a few hundred ETH, come after the tape's.
      expect(Math.abs(Number(poolPrice - row.stethEth.value))).toBeLessThan(1e14);
      compared++;
    }
    expect(compared).toBeGreaterThan(100);
  });

  test("records a refused deposit and a leaver's payment with what the vault reports", () => {
    const flows = [
      { time: firstStep, who: "alice", kind: "deposit", assets: 500n * ETHER },
      { time: june14, who: "bob", kind: "deposit", assets: ETHER },
      { time: june14, who: "alice", kind: "redeem", shares: 100n * ETHER, minAssets: 0n },
    ] as const;
    const run = runExact(loopThrough2022("strategist2022", { flows }));
    expect(run.flows[1]).toMatchObject({ who: "bob", assets: 0n, refused: "EntriesClosed" });
    expect(run.flows[2]).toMatchObject({ who: "alice", shares: 100n * ETHER });
    expect(run.flows[2]?.assets).toBeGreaterThan(90n * ETHER);
  });

  test("without a manager levers once and is left alone", () => {
    const { actions } = runExact(loopThrough2022("strategist2022", { managed: false }));
    expect(actions.map(({ kind }) => kind)).toEqual(["allocate", "execute"]);
    expect(actions[1]?.decision.action).toBe(Action.lever);
  });
});
