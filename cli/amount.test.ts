import { expect, test } from "vitest";
import { parseAmount, showAmount } from "./amount.ts";

test("a decimal number of stETH becomes wei, to the last digit", () => {
  expect(parseAmount("10")).toBe(10_000_000_000_000_000_000n);
  expect(parseAmount(".5")).toBe(500_000_000_000_000_000n);
  expect(parseAmount("0.000000000000000001")).toBe(1n);
});

test.each([
  ["0", "is zero"],
  ["0.0", "is zero"],
  ["-5", "is negative"],
  ["ten", "is not a number"],
  ["1e3", "is not a number"],
  ["1,000", "is not a number"],
  ["", "is not a number"],
  ["0.0000000000000000001", "has more than 18 decimal places"],
])("the amount %s is refused: it %s", (text, reason) => {
  expect(() => parseAmount(text)).toThrow(
    expect.objectContaining({ code: "KEEL_BAD_AMOUNT", message: `"${text}" ${reason}` }),
  );
});

test("an amount is shown to six places, rounded down, with its thousands apart", () => {
  expect(showAmount(1_234_567_999_999_999_999_999_999n)).toBe("1,234,567.999999");
  expect(showAmount(1n)).toBe("0.000000");
  expect(showAmount(999n * 10n ** 18n)).toBe("999.000000");
});
