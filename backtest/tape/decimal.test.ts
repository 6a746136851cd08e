/** Decimals as ethers reads and writes them, which takes a network stack along. */
import { formatUnits, parseUnits } from "ethers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDecimal, parseDecimal } from "./decimal.ts";

const amount = fc.bigInt(-(10n ** 30n), 10n ** 30n);
const decimals = fc.integer({ min: 1, max: 27 });

test("an amount is written as ethers writes it, and read back", () => {
  fc.assert(
    fc.property(amount, decimals, (value, places) => {
      const text = formatDecimal(value, places);
      expect(text).toBe(formatUnits(value, places));
      expect(parseDecimal(text, places)).toBe(value);
      expect(parseUnits(text, places)).toBe(value);
    }),
  );
});
