import { expect, test } from "vitest";
import { progressLine } from "./progress.ts";

test("a long study tells how far it is, how fast it is, and how long it will take", () => {
  expect(progressLine(1_200, 5_000, 350, "settings")).toBe(
    "1,200 of 5,000 settings, 24%, 350 a second, 11 s left",
  );
  expect(progressLine(3, 200, 0.5, "paths")).toBe("3 of 200 paths, 1%, 0.5 a second, 7 min left");
  expect(progressLine(1, 50_000, 2, "rows")).toBe("1 of 50,000 rows, 0%, 2.0 a second, 6.9 h left");
});

test("a study whose end is not known tells how much it has done", () => {
  expect(progressLine(40, undefined, 8, "runs")).toBe("40 runs, 8.0 a second");
});
