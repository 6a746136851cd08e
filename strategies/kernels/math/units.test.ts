import { expect, test } from "vitest";
import { mulDivCeil, mulDivFloor } from "./mul-div.ts";
import { percentDiv, percentMul } from "./percent.ts";
import { RAY, type Ray, WAD, type Wad } from "./units.ts";
import { rayToWad, wadToRay } from "./wad.ts";

test("the compiler refuses a ray where a wad is meant, and the other way round", () => {
  const rate: Ray = RAY;
  const price: Wad = WAD;
  // @ts-expect-error a rate is no price
  rayToWad(price);
  // @ts-expect-error a price is no rate
  wadToRay(rate);
  expect(wadToRay(rayToWad(rate))).toBe(rate);
});

test("a share in basis points is rounded half up", () => {
  expect(percentMul(4_999n, 1n)).toBe(0n);
  expect(percentMul(5_000n, 1n)).toBe(1n);
  expect(percentDiv(3n, 20_000n)).toBe(2n);
});

test("floor and ceiling differ by one where a division leaves a rest", () => {
  expect([mulDivFloor(7n, 3n, 2n), mulDivCeil(7n, 3n, 2n)]).toEqual([10n, 11n]);
  expect([mulDivFloor(8n, 3n, 2n), mulDivCeil(8n, 3n, 2n)]).toEqual([12n, 12n]);
});
