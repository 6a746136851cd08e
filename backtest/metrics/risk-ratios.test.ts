/** Ratios and tails against numbers worked out by hand, and against d3-array's own statistics. */
import { deviation, mean, quantileSorted } from "d3-array";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Apy } from "./annual-rate.ts";
import { calmarRatio } from "./calmar-ratio.ts";
import { sharpeRatio } from "./sharpe-ratio.ts";
import { sortinoRatio } from "./sortino-ratio.ts";
import { tailRisk } from "./tail-risk.ts";
import { annualVolatility } from "./volatility.ts";

const returns = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 100, maxLength: 200 });
/** Two days that differ make a deviation. */
const moving = returns.filter((days) => new Set(days).size > 1);

describe("BTK-04 the Sortino ratio", () => {
  test("takes the days below zero over all days", () => {
    // Mean 0.5%; squares of −1% and −2% over four days: √0.000125 = 1.118034%; times √365.
    expect(sortinoRatio([0.03, -0.01, 0.02, -0.02])).toBeCloseTo(8.5440037, 6);
  });

  test("is none where no day is below zero", () => {
    expect(sortinoRatio([0, 0.01])).toBeNull();
  });
});

test("BTK-04 the Calmar ratio is growth a year over the deepest fall, and none without a fall", () => {
  expect(calmarRatio(0.06 as Apy, 0.12)).toBeCloseTo(0.5, 12);
  expect(calmarRatio(0.06 as Apy, 0)).toBeNull();
});

describe("BTK-04 value at risk", () => {
  const days = Array.from({ length: 100 }, (_, day) => Math.log(1 - (day + 1) / 1_000));

  test("is the loss that the worst twentieth of days reach, and CVaR their mean", () => {
    // Losses 0.1% … 10%; type 7: 0.95 · 99 = 94.05 days up from the least, 9.505%. The five beyond: 9.6% … 10%.
    const { valueAtRisk, conditionalValueAtRisk } = tailRisk(days, 0.95) ?? {};
    expect(valueAtRisk).toBeCloseTo(0.09505, 9);
    expect(conditionalValueAtRisk).toBeCloseTo(0.098, 9);
  });

  test("at 99% is the worst day's of a hundred, nearly", () => {
    expect(tailRisk(days, 0.99)?.valueAtRisk).toBeCloseTo(0.09901, 9);
    expect(tailRisk(days, 0.99)?.conditionalValueAtRisk).toBeCloseTo(0.1, 9);
  });

  test("wants as many days as put one into the tail", () => {
    expect(tailRisk(days.slice(0, 19), 0.95)).toBeNull();
    expect(tailRisk(days.slice(0, 20), 0.95)).not.toBeNull();
    expect(tailRisk(days.slice(0, 99), 0.99)).toBeNull();
  });

  test("never exceeds CVaR", () => {
    fc.assert(
      fc.property(returns, fc.constantFrom(0.95, 0.99), (daily, confidence) => {
        const tail = tailRisk(daily, confidence);
        expect(tail?.conditionalValueAtRisk).toBeGreaterThanOrEqual(tail?.valueAtRisk ?? Number.NaN);
      }),
    );
  });
});

test("BTK-04 statistics equal those of an independent library", () => {
  fc.assert(
    fc.property(moving, (daily) => {
      const [average, spread] = [mean(daily) ?? Number.NaN, deviation(daily) ?? Number.NaN];
      const losses = daily.map((logReturn) => 1 - Math.exp(logReturn)).sort((a, b) => a - b);
      expect(annualVolatility(daily)).toBeCloseTo(spread * Math.sqrt(365), 9);
      expect(sharpeRatio(daily)).toBeCloseTo((average / spread) * Math.sqrt(365), 6);
      expect(tailRisk(daily, 0.95)?.valueAtRisk).toBeCloseTo(quantileSorted(losses, 0.95) ?? Number.NaN, 12);
    }),
  );
});
