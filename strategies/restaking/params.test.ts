import { describe, expect, test } from "vitest";
import { KeelError } from "../../errors/keel-error.ts";
import { parseRestakingSetting, type RestakingSetting } from "./params.ts";

/** The error's one line. */
function lineOf(setting: unknown): string {
  try {
    parseRestakingSetting(setting);
  } catch (error) {
    if (error instanceof KeelError) return error.toLine();
    throw error;
  }
  throw new Error("the setting was taken");
}

test("a cap is all that must be said", () => {
  const { params, cap, haircut } = parseRestakingSetting({ cap: "1000.5" });
  expect([cap, haircut]).toEqual([1_000_500_000_000_000_000_000n, 1_000_000]);
  expect(params).toMatchObject({ targetStaked: 950_000_000, maxStaked: 1_000_000_000, evacuateStaked: 0 });
});

describe("a setting is refused, with the rule it breaks,", () => {
  test.each<[string, Omit<RestakingSetting, "cap">, RegExp]>([
    [
      "when a slash would leave more at stake than the target",
      { stake: { evacuate: "96%" } },
      /stake\.evacuate <= stake/,
    ],
    ["when the target is above 97% of the maximum", { stake: { target: "98%" } }, /97% of stake\.max/],
    ["when no deposit is worth its while", { stake: { least: "96%" } }, /stake\.least above 0/],
    ["when depeg levels cross", { depeg: { watch: { enter: 0.95 } } }, /defend <= watch/],
    ["when it evacuates before it defends", { slash: { defend: "6%" } }, /slash\.defend <= slash/],
    ["when waiting costs more than everything", { sale: { waitCost: 2 } }, /sale\.waitCost/],
    ["when rewards of nothing would be claimed", { minHarvest: 0 }, /minHarvest above 0/],
    ["when an alarm would be over before the cooldown", { calmAfter: "1h" }, /at least the cooldown/],
  ])("%s", (_, setting, words) => {
    expect(lineOf({ cap: 1, ...setting })).toMatch(/^KEEL_UNSOUND_SETTING: /);
    expect(lineOf({ cap: 1, ...setting })).toMatch(words);
  });
});

test.each<[unknown, RegExp]>([
  [{}, /cap/],
  [{ cap: 0 }, /cap.*got 0/],
  [{ cap: 1, haircut: "101%" }, /haircut/],
  [{ cap: 1, calmAfter: "a fortnight" }, /calmAfter.*a fortnight/],
])("KEEL_BAD_SETTING names what is wrong in %j", (setting, words) => {
  expect(lineOf(setting)).toMatch(/^KEEL_BAD_SETTING: /);
  expect(lineOf(setting)).toMatch(words);
});
