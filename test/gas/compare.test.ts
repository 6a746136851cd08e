import { expect, test } from "vitest";
import { compareGas } from "./compare.ts";

const passes = (measured: Record<string, number>, snapshot: Record<string, number>) =>
  Object.fromEntries(compareGas(measured, snapshot).map(({ name, pass }) => [name, pass]));

test("the same gas passes, a rise does not, and neither does a saving that is not recorded", () => {
  const snapshot = { deposit: 100_000, withdraw: 150_000, lever: 900_000 };
  const measured = { deposit: 100_000, withdraw: 150_001, lever: 899_999 };
  expect(passes(measured, snapshot)).toEqual({ deposit: true, withdraw: false, lever: false });
});

test("an operation that is only measured or only in the snapshot does not pass", () => {
  expect(passes({ redeem: 1 }, { deposit: 1 })).toEqual({ deposit: false, redeem: false });
});
