/** Rates a year against numbers worked out by hand. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aprOf, apyOf } from "./annual-rate.ts";

const DAY = 86_400;

describe("BTK-04 APR is not APY", () => {
  test("an APR is simple: one percent in 73 days is five percent a year", () => {
    expect(aprOf(100n, 101n, 73 * DAY)).toBeCloseTo(0.05, 12);
  });

  test("an APY is compounded: one percent in 73 days, five times over, is 5.101% a year", () => {
    expect(apyOf(100n, 101n, 73 * DAY)).toBeCloseTo(0.0510100501, 10);
  });

  test("over a whole year they are the same, of gains and of losses", () => {
    expect(aprOf(100n, 98n, 365 * DAY)).toBeCloseTo(-0.02, 12);
    expect(apyOf(100n, 98n, 365 * DAY)).toBeCloseTo(-0.02, 12);
  });

  test("what is lost whole is lost at −1 a year compounded, however soon", () => {
    expect(apyOf(100n, 0n, 73 * DAY)).toBe(-1);
  });

  test("less than a year of the same gain compounds to more than it adds up to", () => {
    const gains = fc.tuple(fc.bigInt(1n, 10n ** 12n), fc.integer({ min: DAY, max: 364 * DAY }));
    fc.assert(
      fc.property(gains, ([gain, seconds]) => {
        const [start, end] = [10n ** 12n, 10n ** 12n + gain];
        expect(apyOf(start, end, seconds)).toBeGreaterThanOrEqual(aprOf(start, end, seconds));
      }),
    );
  });

  test("of no time, or of nothing, there is no rate", () => {
    expect(() => aprOf(1n, 2n, 0)).toThrow(RangeError);
    expect(() => apyOf(0n, 2n, DAY)).toThrow(RangeError);
  });
});
