import { expect, test } from "vitest";
import { amount, clock, counted, date, fixed, percent, shortDate } from "./figures.ts";

test("an amount is rounded half away from zero and grouped by thousands", () => {
  expect(amount(1_234_565_000_000_000_000_000n, 2)).toBe("1,234.57");
  expect(amount("-1234565000000000000000", 2)).toBe("−1,234.57");
  expect(amount(999_999_999_999_999_999n, 3)).toBe("1.000");
  expect(amount(1n, 18)).toBe("0.000000000000000001");
  expect(amount(1_500_000_000_000_000_000n, 0)).toBe("2");
});

test("nothing is ever written as minus zero", () => {
  expect(amount(-1n, 2)).toBe("0.00");
  expect(fixed(-0.0001, 2)).toBe("0.00");
  expect(percent(-0.1547)).toBe("−15.47%");
});

test("a count carries its noun", () => {
  expect([0, 1, 1200].map((count) => counted(count, "step"))).toEqual(["no steps", "1 step", "1,200 steps"]);
});

test("times are UTC", () => {
  const time = Date.UTC(2022, 5, 14, 6) / 1000;
  expect([date(time), shortDate(time), clock(time)]).toEqual(["14 June 2022", "14 Jun", "06:00"]);
});
