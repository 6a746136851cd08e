import { expect, test } from "vitest";
import { spanning } from "./axes.ts";

test("an axis holds all values in whole intervals", () => {
  expect(spanning([91.2, 103.9], 2)).toEqual({ min: 90, max: 104, interval: 2 });
});

test("an axis over a loss of nearly all has no more ticks than can be read", () => {
  expect(spanning([10.4, 103.9], 2)).toEqual({ min: 10, max: 110, interval: 10 });
  const { min, max, interval } = spanning([0, 5_000], 2);
  expect((max - min) / interval).toBeLessThanOrEqual(12);
});
