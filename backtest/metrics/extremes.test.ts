import { expect, test } from "vitest";
import { leastOf, mostOf } from "./extremes.ts";

test("of a year of minutes there are extremes", () => {
  const minutes = Array.from({ length: 525_600 }, (_, minute) => (minute % 1_000) - 500);
  expect([leastOf(minutes), mostOf(minutes)]).toEqual([-500, 499]);
});
