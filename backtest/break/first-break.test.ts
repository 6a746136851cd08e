import fc from "fast-check";
import { expect, test } from "vitest";
import { firstBreak } from "./first-break.ts";

const search = { from: 100, cap: 1_500, precision: 1 };

test("a threshold is found to the precision, from either side of the first try", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_500 }), (threshold) => {
      const found = firstBreak((multiple) => multiple >= threshold, search);
      expect(found).toEqual({ multiple: threshold, survivedUpTo: threshold - 1 });
    }),
  );
});

test("what nothing breaks up to the cap has no breaking multiple", () => {
  expect(firstBreak(() => false, search)).toEqual({ multiple: null, survivedUpTo: 1_500 });
});

test("the cap itself is tried", () => {
  expect(firstBreak((multiple) => multiple >= 1_500, search).multiple).toBe(1_500);
});

test("both ends of the answer were tried", () => {
  const tried = new Map<number, boolean>();
  const { multiple, survivedUpTo } = firstBreak((at) => {
    const breaks = at >= 300 && at % 7 !== 0;
    tried.set(at, breaks);
    return breaks;
  }, search);
  expect(tried.get(multiple ?? 0)).toBe(true);
  expect(tried.get(survivedUpTo)).toBe(false);
});

test("a precision of ten stops within ten", () => {
  const { multiple, survivedUpTo } = firstBreak((at) => at >= 777, { ...search, precision: 10 });
  expect((multiple ?? 0) - survivedUpTo).toBeLessThanOrEqual(10);
  expect(multiple).toBeGreaterThanOrEqual(777);
});
