import fc from "fast-check";
import { expect, test } from "vitest";
import { WAD } from "../kernels/math/units.ts";
import { lenderRate } from "../market/feed.ts";
import { ETHER } from "../market/round-market.fixture.ts";
import { leveredVault, moveTo } from "../vault/looped-vault.fixture.ts";
import { ripcord } from "./ripcord.ts";
import { risk } from "./risk.ts";

const MILLI = ETHER / 1_000n;

/** Levered at par to 66%, then the lender's price fell to `price` thousandths. */
function fallenTo(price: number) {
  const { loop } = leveredVault(1_000n * ETHER);
  moveTo(loop, BigInt(price) * MILLI);
  return loop;
}

test("LEV-06 before the line everybody is refused, whatever is offered", () => {
  fc.assert(
    fc.property(fc.integer({ min: 880, max: 1_000 }), fc.bigInt({ min: 1n, max: 5_000n }), (price, offer) => {
      const loop = fallenTo(price);
      expect(risk(loop).ltv).toBeLessThan(760_000_000);
      expect(() => ripcord(loop, offer * ETHER, 0n)).toThrow(/^NotPastLine/);
    }),
    { numRuns: 20, seed: 6 },
  );
});

test("LEV-06 past it LTV is lower afterwards, and no more is given than a liquidator would get", () => {
  fc.assert(
    fc.property(fc.integer({ min: 818, max: 860 }), fc.bigInt({ min: 1n, max: 3_000n }), (price, offer) => {
      const loop = fallenTo(price);
      const before = risk(loop).ltv;
      const { repaid, units, discount } = ripcord(loop, offer * ETHER, 0n);
      expect(risk(loop).ltv).toBeLessThan(before);
      expect(risk(loop).ltv).toBeGreaterThanOrEqual(659_999_000);
      expect(discount).toBeLessThanOrEqual(75_000_000n);
      const worth = (units * lenderRate(loop.market)) / WAD;
      expect(worth).toBeLessThanOrEqual((repaid * 1_075n) / 1_000n);
      expect(worth + 2n).toBeGreaterThanOrEqual(repaid);
    }),
    { numRuns: 20, seed: 6 },
  );
});

test("LEV-06 the discount grows with how deep LTV is past the line, from nothing to the lender's bonus", () => {
  const given = [865, 850, 835, 820, 800].map((price) => {
    const loop = fallenTo(price);
    return ripcord(loop, 3_000n * ETHER, 0n).discount;
  });
  expect(given).toEqual([...given].sort((a, b) => Number(a - b)));
  expect(given.at(-1)).toBe(75_000_000n);
});

test("past the lender's liquidation line an offer too small to restore health is refused by the lender", () => {
  const loop = fallenTo(795);
  expect(() => ripcord(structuredClone(loop), ETHER, 0n)).toThrow(/35/);
  expect(() => ripcord(loop, 3_000n * ETHER, 0n)).not.toThrow();
});
