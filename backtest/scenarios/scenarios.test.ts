/** What each stress does to a tape, and what a loop makes of it. */
import { describe, expect, test } from "vitest";
import { Reason } from "../../strategies/decision.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { runExact } from "../engine/exact.ts";
import { loopThrough2022 } from "../engine/loop-2022.fixture.ts";
import { metricsOf } from "../metrics/metrics.ts";
import type { StepRecord } from "../result.ts";
import type { Tape, TapeRow } from "../tape/tape.ts";
import { mainnetOfMay2022 } from "../worlds/mainnet-2022-05-01.ts";
import { worldBefore } from "../worlds/world-before.ts";
import { SCENARIOS, stressed } from "./catalogue.ts";
import { DAY } from "./scenario.ts";

const start = Date.UTC(2022, 4, 1) / 1_000;
const measured = (value: bigint) => ({ value, label: "measured" }) as const;
const row = (time: number): TapeRow => ({
  time,
  stethEth: measured(WAD),
  wethUtilisation: measured((WAD * 4n) / 10n),
  gasPrice: measured(10n ** 10n),
  // 3.9% a year.
  shareRate: measured(WAD + (WAD * 39n * BigInt(time - start)) / (1_000n * 365n * 86_400n)),
});
/** Sixty calm days in steps of six hours. */
const calm: Tape = {
  name: "calm",
  rows: Array.from({ length: 240 }, (_, step) => row(start + step * 21_600)),
};
const from = start + 5 * DAY;
const under = (names: string, severity = WAD) =>
  stressed(calm, names, { from, severity, world: mainnetOfMay2022() }).rows;
const lowest = (rows: readonly TapeRow[]) =>
  Math.min(...rows.map(({ stethEth }) => Number(stethEth.value) / 1e18));

describe("a stress", () => {
  test.each(SCENARIOS.map(({ name }) => name))(
    "%s leaves what came before it alone, and the times",
    (name) => {
      const rows = under(name);
      expect(rows.filter(({ time }) => time < from)).toEqual(calm.rows.filter(({ time }) => time < from));
      expect(rows.map(({ time }) => time)).toEqual(calm.rows.map(({ time }) => time));
      expect(rows).not.toEqual(calm.rows);
    },
  );

  test.each(SCENARIOS.map(({ name }) => name))("%s at no severity changes no figure", (name) => {
    // But for the rate spike: without its fifteen points WETH costs 3%.
    if (name === "rate-spike-2025" || name === "gas-spike") return;
    const figures = under(name, 0n).map(({ stethEth, shareRate }) => [stethEth.value, shareRate?.value]);
    expect(figures).toEqual(calm.rows.map(({ stethEth, shareRate }) => [stethEth.value, shareRate?.value]));
  });
});

test("june 2022 goes to 0.934 and, twice as severe, to 0.868", () => {
  expect(lowest(under("june-2022"))).toBeCloseTo(0.934, 3);
  expect(lowest(under("june-2022", 2n * WAD))).toBeCloseTo(0.868, 3);
});

test("the print of April 2024 is one row long where rows are six hours apart", () => {
  expect(under("ezeth-2024").filter(({ stethEth }) => stethEth.value < WAD)).toHaveLength(1);
  expect(lowest(under("ezeth-2024"))).toBeCloseTo(0.7, 12);
});

test("the rate spike lends out what makes WETH cost 18% on the lender's curve", () => {
  const spiked = under("rate-spike-2025").filter(
    ({ wethUtilisation }) => wethUtilisation?.label === "synthetic",
  );
  // 3% at the kink of 70%; the 15% beyond it are 15% of the way to 100%.
  expect(Number(spiked[0]?.wethUtilisation?.value) / 1e18).toBeCloseTo(0.7 + 0.15 * 0.3, 12);
  expect(spiked).toHaveLength(40);
});

test("a lender's rate curve must reach the spike", () => {
  // 3% and fifteen points more, seven times; the curve of 2022 ends at 103%.
  expect(() => under("rate-spike-2025", 7n * WAD)).toThrow(expect.objectContaining({ code: "KEEL_STRESS" }));
});

test("the oracle of March 2026 is 2.85% low in one row where rows are six hours apart", () => {
  const low = under("capo-2026").filter(({ lenderPeg }) => lenderPeg !== undefined);
  expect(low.map(({ time, lenderPeg }) => [time, lenderPeg?.value])).toEqual([
    [from, (WAD * 9_715n) / 10_000n],
  ]);
});

test("a request made in a freeze waits until its end, and one made after it as long as the tape says", () => {
  const waits = (severity: bigint) =>
    under("queue-freeze", severity).map(({ queueWait }) => queueWait && Number(queueWait.value) / 1e18);
  const first = calm.rows.findIndex(({ time }) => time >= from);
  expect(waits(WAD).slice(first - 1, first + 2)).toEqual([undefined, 46, 45.75]);
  expect(waits(WAD).filter((days) => days !== undefined)).toHaveLength(46 * 4);
  expect(waits((WAD * 4n) / 10n)[first]).toBeCloseTo(18.4, 12);
  expect(
    waits(10n * WAD)
      .slice(first)
      .every((days) => (days ?? 0) > 400),
  ).toBe(true);
});

test("stresses compose in the order they are named", () => {
  const rows = under("slash+ezeth-2024");
  expect(lowest(rows)).toBeCloseTo(0.7, 12);
  const left = Number(rows.at(-1)?.shareRate?.value) / Number(calm.rows.at(-1)?.shareRate?.value);
  expect(left).toBeCloseTo(0.99, 12);
});

test("a severity that leaves nothing is refused, and so is a name that nobody knows", () => {
  expect(() => under("ezeth-2024", 4n * WAD)).toThrow(expect.objectContaining({ code: "KEEL_STRESS" }));
  expect(() => under("moon")).toThrow(expect.objectContaining({ code: "KEEL_UNKNOWN_SCENARIO" }));
});

describe("a careful loop of 500 stETH, two weeks into the calm", () => {
  const preset = loopThrough2022("careful");
  const { market: world } = worldBefore(calm);
  const through = (tape: Tape) => runExact({ ...preset, world, tape: { ...tape, rows: tape.rows.slice(1) } });
  const stress = { from: start + 14 * DAY, severity: WAD, world };
  const calmly = through(calm);

  test("BTK-01 books a slash as slashing, on borrowed units too", () => {
    const { attribution, steps } = through(stressed(calm, "slash", stress));
    const { parts, pnl } = attribution;
    expect(Object.values(parts).reduce((sum, part) => sum + part, 0n)).toBe(pnl);
    const units = Number(steps.at(50)?.collateral) / 1e18;
    expect(units).toBeGreaterThan(1_000);
    // Lido's report of that day nets a day's rewards with it: 1% less 0.0107%.
    expect(Number(parts.slashing / WAD) / 1e18 / units).toBeCloseTo(-0.0099, 4);
  });

  test("INC-02 unwinds when borrowing costs 18%, and is told what that cost", () => {
    const spiked = through(stressed(calm, "rate-spike-2025", stress));
    const inSpike = ({ time }: StepRecord) => time > stress.from + 2 * DAY && time < stress.from + 10 * DAY;
    expect(spiked.steps.filter(inSpike).every(({ debt }) => debt === 0n)).toBe(true);
    expect(calmly.steps.filter(inSpike).every(({ debt }) => debt > 0n)).toBe(true);
    const sales = spiked.actions.filter(({ sold }) => sold > 0n);
    expect(sales.map(({ decision }) => decision.reason)).toContain(Reason.negativeCarry);
    expect(spiked.attribution.parts.fees).toBeLessThan(0n);
    expect(metricsOf(spiked).liquidations).toBe(0);
  });

  test("is liquidated by the print of April 2024: a lender that prices at the market believes it", () => {
    const { liquidations, attribution } = through(stressed(calm, "ezeth-2024", stress));
    expect(liquidations).toEqual([stress.from]);
    expect(attribution.parts.liquidation).toBeLessThan(-100n * WAD * WAD);
  });
});
