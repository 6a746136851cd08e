import { expect, test } from "vitest";
import { WAD } from "../kernels/math/units.ts";
import { lenderRate } from "./feed.ts";
import type { Market } from "./market.ts";
import { roundMarket } from "./round-market.fixture.ts";

/** A share is worth 1.1 stETH, and the market pays 0.9 for one. */
function depegged(atMarket: boolean, ratePeg?: bigint): Market {
  const market = roundMarket();
  market.feed.answer = (WAD * 9n) / 10n;
  return {
    ...market,
    lender: { ...market.lender, collateral: { ...market.lender.collateral, atMarket }, ratePeg },
  };
}

test("a lender that prices by the market's feed follows a depeg", () => {
  expect(lenderRate(depegged(true))).toBe((WAD * 99n) / 100n);
});

test("a lender that prices by the exchange rate does not, unless its own oracle errs", () => {
  expect(lenderRate(depegged(false))).toBe((WAD * 11n) / 10n);
  expect(lenderRate(depegged(false, (WAD * 97n) / 100n))).toBe((WAD * 1_067n) / 1_000n);
});
