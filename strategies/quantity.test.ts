import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDecimal } from "./quantity.ts";

test.each([
  ["0.66", 9, 660_000_000n],
  ["66%", 9, 660_000_000n],
  ["0.1", 18, 100_000_000_000_000_000n],
  ["-2%", 9, -20_000_000n],
  ["1.50", 1, 15n],
  ["100", 18, 100n * 10n ** 18n],
])("%s at %i digits is %s", (text, decimals, value) => {
  expect(parseDecimal(text, decimals)).toBe(value);
});

test.each(["", "x", "1e-7", "0,66", "1.2.3", "--1", ".5", "5.", "0.0000000001", "66 %"])(
  "%j is no number of nine digits",
  (text) => {
    expect(parseDecimal(text, 9)).toBeUndefined();
  },
);

test("every integer at a scale is read back from its decimal notation", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (value) => {
      const digits = (value < 0n ? -value : value).toString().padStart(19, "0");
      const text = `${value < 0n ? "-" : ""}${digits.slice(0, -18)}.${digits.slice(-18)}`;
      expect(parseDecimal(text, 18)).toBe(value);
    }),
  );
});
