/** What goes wrong in a run: keepers that are late, asleep or out of luck, and liquidators who are not. */
import { describe, expect, test } from "vitest";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { metricsOf } from "../metrics/metrics.ts";
import { builtInTape } from "../tape/built-in.ts";
import { runExact } from "./exact.ts";
import { type KeeperFaults, NO_FAULTS } from "./keeper-faults.ts";
import { loopThrough2022 } from "./loop-2022.fixture.ts";

const DAY = 86_400;

const keptBy = (faults: Partial<KeeperFaults>, severity = 1n) => {
  const { keeper, ...run } = loopThrough2022("strategist2022");
  const tape = builtInTape(severity * WAD);
  return runExact({ ...run, tape, keeper: { ...keeper, faults: { ...NO_FAULTS, ...faults } } });
};

describe("a keeper", () => {
  test("without a fault is the one that needs no faults named", () => {
    expect(keptBy({})).toEqual(runExact(loopThrough2022("strategist2022")));
  });

  test("that is two days late lets LTV rise higher in June", () => {
    const late = metricsOf(keptBy({ latency: 2 * DAY }, 2n));
    expect(late.maxLtv).toBeGreaterThan(metricsOf(keptBy({}, 2n)).maxLtv);
  });

  test("whose transactions all fail pays for them and moves nothing", () => {
    const { actions, steps } = keptBy({ failed: 1 });
    expect(actions.length).toBeGreaterThan(100);
    expect(new Set(actions.map(({ refused }) => refused))).toEqual(new Set(["TransactionFailed"]));
    expect(actions.every(({ gasUsed }) => gasUsed > 0n)).toBe(true);
    expect(steps.every(({ debt }) => debt === 0n)).toBe(true);
  });

  test("that always sleeps sends nothing, and one that sometimes does sends later", () => {
    expect(keptBy({ missed: 1 }).actions).toEqual([]);
    const [first] = keptBy({ missed: 0.9, seed: 2 }).actions;
    expect(first?.time).toBeGreaterThan(keptBy({}).actions[0]?.time ?? Number.POSITIVE_INFINITY);
  });

  test("that pays no more than 5 gwei does nothing that is not a rescue", () => {
    expect(keptBy({ maxGasPrice: 5 }).actions.filter(({ gasGwei }) => gasGwei > 5)).toEqual([]);
  });
});

describe("a position left alone in four times the depeg", () => {
  const run = runExact({
    ...loopThrough2022("aggressive", { managed: false }),
    tape: builtInTape(4n * WAD),
  });

  test("is liquidated until it is safe, and the loss is booked as such", () => {
    expect(run.liquidations.length).toBeGreaterThan(0);
    const { parts, pnl } = run.attribution;
    expect(parts.liquidation).toBeLessThan(0n);
    // BTK-01
    expect(Object.values(parts).reduce((sum, part) => sum + part, 0n)).toBe(pnl);
  });

  test("owes less afterwards, and its LTV is below the threshold", () => {
    const [first = 0] = run.liquidations;
    const index = run.steps.findIndex(({ time }) => time >= first);
    const [before, after] = [run.steps[index - 1], run.steps[index]];
    if (before === undefined || after === undefined) throw new Error("it was liquidated in no step");
    expect(after.debt).toBeLessThan((before.debt * 3n) / 4n);
    expect(after.worstLtv).toBeGreaterThan(after.liquidationLtv - 1);
    expect(after.ltv).toBeLessThan(after.liquidationLtv);
  });
});
