/** Drawdowns against numbers worked out by hand. */
import { describe, expect, test } from "vitest";
import { drawdownOf } from "./drawdown.ts";

/** Values ten seconds apart, from time 0. */
const every10s = (...values: readonly bigint[]) =>
  values.map((value, index) => ({ time: index * 10, value }));

describe("BTK-04 the largest drawdown", () => {
  test("is relative to the peak before it, not to the first or the highest value of all", () => {
    // 100 → 80 is 20%; from the later peak of 200, 170 is 15%.
    const { depth, peakTime, troughTime } = drawdownOf(every10s(100n, 80n, 120n, 200n, 170n, 300n));
    expect(depth).toBeCloseTo(0.2, 12);
    expect([peakTime, troughTime]).toEqual([0, 10]);
  });

  test("runs on through recoveries that reach no new peak", () => {
    const { depth, peakTime, troughTime, recoveryTime } = drawdownOf(every10s(100n, 90n, 95n, 75n, 99n));
    expect(depth).toBeCloseTo(0.25, 12);
    expect([peakTime, troughTime, recoveryTime]).toEqual([0, 30, null]);
  });

  test("is over when the value stands as high as its peak again", () => {
    expect(drawdownOf(every10s(100n, 60n, 100n, 70n)).recoveryTime).toBe(20);
  });

  test("counts a peak that is held from the last moment it was seen", () => {
    expect(drawdownOf(every10s(100n, 100n, 90n, 100n))).toMatchObject({ peakTime: 10, recoveryTime: 30 });
  });

  test("is nothing for values that never fall, and for none", () => {
    const never = { depth: 0, peakTime: null, troughTime: null, recoveryTime: null, longestUnderWater: 0 };
    expect(drawdownOf(every10s(1n, 1n, 2n))).toEqual({ ...never, shareUnderWater: 0 });
    expect(drawdownOf([])).toEqual({ ...never, shareUnderWater: 0 });
  });
});

describe("BTK-04 time under water", () => {
  test("lasts from a peak until the value is as high again, the longest such time told", () => {
    // 0–20 under 100, 20–60 under 120; of the whole 70, 60.
    const values = every10s(100n, 80n, 120n, 110n, 100n, 119n, 130n, 131n);
    const { longestUnderWater, shareUnderWater } = drawdownOf(values);
    expect(longestUnderWater).toBe(40);
    expect(shareUnderWater).toBeCloseTo(60 / 70, 12);
  });

  test("lasts to the end where the value does not come back", () => {
    expect(drawdownOf(every10s(100n, 90n, 95n))).toMatchObject({ longestUnderWater: 20, shareUnderWater: 1 });
  });
});
