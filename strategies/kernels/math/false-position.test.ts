import fc from "fast-check";
import { expect, test } from "vitest";
import { falsePosition } from "./false-position.ts";

test("the zero of a cube is found wherever it lies", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), (zero) => {
      const found = falsePosition((x) => (x - zero) ** 3n, -(10n ** 24n), 10n ** 24n, 0n);
      expect(found).toBe(zero);
    }),
    { seed: 2022 },
  );
});

test("where no integer is near enough, the one above the zero is given", () => {
  expect(falsePosition((x) => 10n * x - 25n, 0n, 100n, 1n)).toBe(3n);
});

test("bounds that do not bracket a zero are refused", () => {
  expect(() => falsePosition((x) => x + 1n, 0n, 10n, 0n)).toThrow(RangeError);
});
