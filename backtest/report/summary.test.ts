import { expect, test } from "vitest";
import { sampleInput } from "./sample/input.ts";
import { summarySchema } from "./summary.ts";

const { summary } = sampleInput();

test("a summary passes its schema after a trip through JSON", () => {
  expect(summarySchema.parse(JSON.parse(JSON.stringify(summary)))).toEqual(summary);
});

test.each([1e20, "1e20", "100.5", ""])(
  "an amount of %j is refused: amounts are whole wei in a string",
  (finalAssets) => {
    const bad = { ...summary, onchain: { ...summary.onchain, finalAssets } };
    expect(summarySchema.safeParse(bad).error?.issues[0]?.path).toEqual(["onchain", "finalAssets"]);
  },
);
