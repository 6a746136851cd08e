/** Metrics against a library of others that computes them its own way: @railpath/finance-toolkit. */
import {
  calculateCalmarRatio,
  calculateHistoricalExpectedShortfall,
  calculateMaxDrawdown,
  calculateSharpeRatio,
  calculateSortinoRatio,
} from "@railpath/finance-toolkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runExact } from "../engine/exact.ts";
import { loopThrough2022 } from "../engine/loop-2022.fixture.ts";
import type { Apy } from "./annual-rate.ts";
import { calmarRatio } from "./calmar-ratio.ts";
import { dailyLogReturns } from "./daily-returns.ts";
import { drawdownOf } from "./drawdown.ts";
import { exitValueInEther } from "./exit-value.ts";
import { metricsOf } from "./metrics.ts";
import { sharpeRatio } from "./sharpe-ratio.ts";
import { sortinoRatio } from "./sortino-ratio.ts";
import { tailRisk } from "./tail-risk.ts";
import { annualVolatility } from "./volatility.ts";

const DAYS = 365;
/** A day's log return, in basis points of the value. */
const day = fc.integer({ min: -5_000, max: 5_000 }).map((bps) => bps / 10_000);
/** Some days fall, and two differ. */
const returns = fc
  .array(day, { minLength: 3, maxLength: 200 })
  .filter((days) => days.some((one) => one < 0) && new Set(days).size > 1);
/** In wei, and such that the library's doubles hold them. */
const value = fc.bigInt(1n, 1_000n).map((thousandths) => thousandths * 10n ** 12n);
const values = fc.array(value, { minLength: 2, maxLength: 100 });
/** A year's. */
const growth = fc.integer({ min: -9_000, max: 20_000 }).map((bps) => bps / 10_000);

test("BTK-04 volatility and the Sharpe ratio are the library's", () => {
  fc.assert(
    fc.property(returns, (daily) => {
      const theirs = calculateSharpeRatio({ returns: daily, riskFreeRate: 0, annualizationFactor: DAYS });
      expect(annualVolatility(daily)).toBeCloseTo(theirs.annualizedVolatility, 9);
      expect(sharpeRatio(daily)).toBeCloseTo(theirs.sharpeRatio, 6);
    }),
  );
});

test("BTK-04 the Sortino ratio is the library's", () => {
  fc.assert(
    fc.property(returns, (daily) => {
      const terms = { riskFreeRate: 0, targetReturn: 0, annualizationFactor: DAYS };
      const { sortinoRatio: theirs } = calculateSortinoRatio({ returns: daily, ...terms });
      expect(sortinoRatio(daily)).toBeCloseTo(theirs, 6);
    }),
  );
});

test("BTK-04 the deepest drawdown and the Calmar ratio are the library's", () => {
  fc.assert(
    fc.property(values, growth, (wei, growth) => {
      const prices = wei.map(Number);
      const { depth, troughTime } = drawdownOf(wei.map((value, time) => ({ time, value })));
      const theirs = calculateMaxDrawdown({ prices });
      expect(depth).toBeCloseTo(theirs.maxDrawdownPercent, 9);
      if (depth === 0) return;
      expect(prices[troughTime ?? -1]).toBe(theirs.troughValue);
      const calmar = calculateCalmarRatio({ prices, returns: [growth, growth], annualizationFactor: 1 });
      expect(calmarRatio(growth as Apy, depth)).toBeCloseTo(calmar.calmarRatio, 4);
    }),
  );
});

/** The mean loss of the worst days, those beyond a confidence. */
const shortfall = (daily: readonly number[], confidenceLevel: number): number =>
  -calculateHistoricalExpectedShortfall(daily.map(Math.expm1), {
    confidenceLevel,
    method: "historical",
    simulations: 1,
  });

test("BTK-04 the expected shortfall is the library's, where the tail is a whole number of days", () => {
  const tails = fc
    .integer({ min: 5, max: 10 })
    .chain((twenties) => fc.uniqueArray(day, { minLength: twenties * 20, maxLength: twenties * 20 }));
  fc.assert(
    fc.property(tails, (daily) => {
      // In floating point 1 − 0.95 may fall short of a twentieth.
      const theirs = shortfall(daily, 0.95 - 1e-12);
      expect(tailRisk(daily, 0.95)?.conditionalValueAtRisk).toBeCloseTo(theirs, 9);
    }),
  );
});

test("BTK-04 a run's own figures are what the library makes of its values", () => {
  const run = runExact(loopThrough2022("aggressive"));
  const { drawdown, volatility, sharpe, sortino, tail95 } = metricsOf(run);
  const values = run.steps.map((step) => Number(exitValueInEther(step)));
  expect(drawdown.depth).toBeCloseTo(calculateMaxDrawdown({ prices: values }).maxDrawdownPercent, 9);
  const daily = [...(dailyLogReturns(run.steps, exitValueInEther) ?? [])];
  const excess = [...(dailyLogReturns(run.steps, ({ exitPerShare }) => exitPerShare) ?? [])];
  const terms = { riskFreeRate: 0, annualizationFactor: DAYS };
  expect(volatility).toBeCloseTo(calculateSharpeRatio({ returns: daily, ...terms }).annualizedVolatility, 9);
  expect(sharpe).toBeCloseTo(calculateSharpeRatio({ returns: excess, ...terms }).sharpeRatio, 9);
  const theirs = calculateSortinoRatio({ returns: excess, targetReturn: 0, ...terms });
  expect(sortino).toBeCloseTo(theirs.sortinoRatio, 9);
  expect(daily).toHaveLength(121);
  // Of 121 days the quantile is the 115th: seven are no better.
  const worst = [...daily].sort((a, b) => a - b).slice(0, 7);
  expect(tail95?.conditionalValueAtRisk).toBeCloseTo(shortfall(worst, 0), 9);
});
