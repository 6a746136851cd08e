/** Metrics against numbers worked out by hand. */
import { describe, expect, test } from "vitest";
import { Action, type Decision, Level, Reason, Urgency } from "../../strategies/decision.ts";
import type { ActionRecord, Run, StepRecord } from "../result.ts";
import { dailyLogReturns } from "./daily-returns.ts";
import { defenceCost } from "./defence-cost.ts";
import { finalAssets } from "./final-assets.ts";
import { holding } from "./hold.ts";
import { metricsOf } from "./metrics.ts";
import { sharpeRatio } from "./sharpe-ratio.ts";
import { annualVolatility } from "./volatility.ts";

const ETHER = 10n ** 18n;
const MILLI = ETHER / 1_000n;
const DAY = 86_400;

const calm: StepRecord = {
  time: 0,
  collateral: 0n,
  debt: 0n,
  entryPerShare: ETHER,
  exitPerShare: ETHER,
  redemptionRate: ETHER,
  poolPrice: ETHER,
  peg: 1_000_000_000,
  ltv: 0,
  worstLtv: 0,
  healthFactor: 1_000_000_000_000,
  bands: { low: 0, target: 0, high: 0, line: 0 },
  liquidationLtv: 810_000_000,
  level: Level.calm,
  carry: 0,
};

const decided = (action: Action): Decision => ({
  action,
  reason: Reason.aboveMax,
  urgency: Urgency.protect,
  level: Level.calm,
  target: 0,
});

const done = (action: Action, change: Partial<ActionRecord> = {}): ActionRecord => ({
  time: 0,
  kind: "execute",
  decision: decided(action),
  ltvBefore: 0,
  ltvAfter: 0,
  sold: 0n,
  repaid: 0n,
  borrowed: 0n,
  gained: 0n,
  allocated: 0n,
  gasUsed: 0n,
  gasGwei: 0,
  ...change,
});

describe("BTK-04 volatility and Sharpe ratio", () => {
  const valued = (time: number, milli: bigint): StepRecord => ({
    ...calm,
    time: 1_234 + time,
    exitPerShare: milli * MILLI,
  });
  const sampled = (...steps: readonly StepRecord[]) => dailyLogReturns(steps, (step) => step.exitPerShare);

  test("are sampled once a day, at the hour of the first step", () => {
    const hours = (hour: number) => hour * 3_600;
    // 1 → 1.1 → 0.99 at the same hour; 2 and 0.5 stand between.
    const returns = sampled(
      valued(0, 1_000n),
      valued(hours(6), 2_000n),
      valued(hours(24), 1_100n),
      valued(hours(42), 500n),
      valued(hours(48), 990n),
    );
    expect(returns).toEqual([expect.closeTo(0.0953101798, 9), expect.closeTo(-0.1053605157, 9)]);
  });

  test("want three days and values above zero", () => {
    expect(sampled(valued(0, 1_000n), valued(DAY, 1_100n))).toBeNull();
    expect(sampled(valued(0, 1_000n), valued(DAY, 1_100n), valued(2 * DAY, 0n))).toBeNull();
    expect(sampled()).toBeNull();
  });

  test("volatility is the sample deviation times the root of 365", () => {
    // Deviations from the mean of 0.01 are 0.01, −0.02, 0.01; 0.0006 / 2 = 0.0003; √0.0003 · √365.
    expect(annualVolatility([0.02, -0.01, 0.02])).toBeCloseTo(0.3309078, 7);
    expect(annualVolatility([0.01, 0.01])).toBe(0);
  });

  test("the Sharpe ratio is mean over deviation, times the root of 365", () => {
    // 0.01 / 0.0173205081 · 19.1049732.
    expect(sharpeRatio([0.02, -0.01, 0.02])).toBeCloseTo(11.0302614, 6);
    expect(sharpeRatio([-0.02, 0.01, -0.02])).toBeCloseTo(-11.0302614, 6);
  });

  test("what never deviates from holding has no Sharpe ratio", () => {
    expect(sharpeRatio([0, 0, 0])).toBeNull();
  });
});

test("100 stETH grow with the units of a share and with Lido's rate", () => {
  // 100 stETH buy 80 units at 1.25; 80 shares of 1.1 units are 88 units, at 1.3 worth 114.4 stETH; 1.05 leave
  // 109.2.
  const first = { ...calm, redemptionRate: 1_250n * MILLI };
  const last = {
    ...calm,
    entryPerShare: 1_100n * MILLI,
    exitPerShare: 1_050n * MILLI,
    redemptionRate: 1_300n * MILLI,
  };
  expect(finalAssets([first, last])).toEqual({
    finalEntryAssets: 114_400n * MILLI,
    finalExitAssets: 109_200n * MILLI,
  });
});

test("INC-01 a defence costs what sales gave up against redemption, and their gas at its price", () => {
  const actions = [
    done(Action.lever, { borrowed: 5n * ETHER, gasUsed: 700_000n, gasGwei: 10 }),
    done(Action.delever, { sold: 10n * ETHER, repaid: 9_500n * MILLI, gasUsed: 900_000n, gasGwei: 50 }),
    done(Action.delever, { sold: 4n * ETHER, repaid: 3_900n * MILLI, gasUsed: 1_000_000n, gasGwei: 12.5 }),
    done(Action.delever, { refused: "BelowFloor", gasUsed: 400_000n, gasGwei: 1_000 }),
  ];
  // 0.5 + 0.1 ETH of discount; 0.045 + 0.0125 ETH of gas.
  expect(defenceCost(actions)).toEqual({
    discount: 600n * MILLI,
    gas: 57_500_000_000_000_000n,
    total: 657_500_000_000_000_000n,
    sales: 2,
  });
});

const run: Run = {
  label: "three days",
  engine: "exact",
  managed: true,
  steps: [
    calm,
    { ...calm, time: DAY, peg: 950_000_000, worstLtv: 700_000_000, healthFactor: 1_157_142_857 },
    {
      ...calm,
      time: 2 * DAY,
      exitPerShare: 960n * MILLI,
      worstLtv: 650_000_000,
      healthFactor: 1_246_153_846,
    },
  ],
  actions: [done(Action.lever, { gasUsed: 7n }), done(Action.mark, { refused: "NotAsked", gasUsed: 9n })],
  flows: [],
  liquidations: [],
  finalEntryAssets: 101n * ETHER,
  finalExitAssets: 96n * ETHER,
};

test("a run's metrics are its worst moments and its end", () => {
  expect(metricsOf(run)).toMatchObject({
    netApr: expect.closeTo(1.825, 9),
    // 1% in two days, compounded over 182.5 such spans.
    netApy: expect.closeTo(1.01 ** 182.5 - 1, 9),
    // The share lost 5% of its ETH at the market price on the second day, 4% on the third.
    drawdown: {
      depth: expect.closeTo(0.05, 12),
      peakTime: 0,
      troughTime: DAY,
      recoveryTime: null,
      longestUnderWater: 2 * DAY,
      shareUnderWater: 1,
    },
    // 1 → 0.95 → 0.96 ETH: ln 0.95 = −0.0512933, ln(0.96/0.95) = 0.0104713; half their distance, √2 · √365.
    volatility: expect.closeTo(0.8343937, 6),
    // In stETH the share lost nothing and then 4%: mean −0.0204110, deviation 0.0288655, √365.
    sharpe: expect.closeTo(-13.5092561, 6),
    // The root mean square of 0 and −4.0822% over two days is 2.88655%: −2.04110 / 2.88655 · √365.
    sortino: expect.closeTo(-13.5092561, 6),
    // 0.96 ETH after two days is a year of 0.96^182.5: all but everything lost.
    calmar: expect.closeTo((0.96 ** 182.5 - 1) / 0.05, 6),
    tail95: null,
    tail99: null,
    timeInBands: { unlevered: 1 / 3, belowBand: 0, inBand: 0, aboveBand: 0, pastLine: 2 / 3 },
    // 1 − 0.7 / 0.81.
    minLiquidationDistance: expect.closeTo(0.1358024691, 9),
    maxLtv: 0.7,
    minHealthFactor: expect.closeTo(1.157142857, 9),
    actions: 1,
    refused: 1,
    gasUsed: 7n,
    liquidations: 0,
  });
});

test("who holds stETH owes nothing, does nothing and keeps every unit", () => {
  const hold = metricsOf(holding(run));
  expect(hold).toMatchObject({
    finalEntryAssets: 100n * ETHER,
    netApr: 0,
    netApy: 0,
    sharpe: null,
    sortino: null,
    minLiquidationDistance: null,
    minHealthFactor: null,
    actions: 0,
  });
  expect(hold.drawdown.depth).toBeCloseTo(0.05, 12);
});
