import { describe, expect, test } from "vitest";
import { KeelError } from "../../errors/keel-error.ts";
import { type LendingSetting, parseLendingSetting } from "./params.ts";

const AT_81 = 810_000_000;
const ltv = { min: "0.45", target: "0.50", max: "0.55", ripcord: "0.70" };

/** The error's one line. */
function lineOf(setting: unknown): string {
  try {
    parseLendingSetting(setting, AT_81);
  } catch (error) {
    if (error instanceof KeelError) return error.toLine();
    throw error;
  }
  throw new Error("the setting was taken");
}

test("what is left out has a careful default", () => {
  const { params, maxChunk, toleranceBps } = parseLendingSetting({ ltv }, AT_81);
  expect(params).toMatchObject({
    targetLtv: 500_000_000,
    defendLtv: 500_000_000,
    borrowCarry: 5_000_000,
    unwindCarry: -10_000_000,
    harvestCover: 1_005_000_000,
    minVenueRate: 999_000_000,
    cooldown: 43_200,
  });
  expect([maxChunk, toleranceBps]).toEqual([500n * 10n ** 18n, 100n]);
});

test("a target of 0 is a position without a loan", () => {
  const { params } = parseLendingSetting({ ltv: { ...ltv, min: 0, target: 0 } }, AT_81);
  expect(params).toMatchObject({ minLtv: 0, targetLtv: 0, evacuateLtv: 0 });
});

describe("LEV-04 a setting is refused, with the rule it breaks,", () => {
  test.each<[string, LendingSetting, RegExp]>([
    ["when a minimum is above its target", { ltv: { ...ltv, min: "0.51" } }, /both ltv\.min and ltv\.target/],
    ["when the target is above 97% of the maximum", { ltv: { ...ltv, max: "0.51" } }, /97% of ltv\.max/],
    ["when the minimum is above 97% of the target", { ltv: { ...ltv, min: "0.49" } }, /97% of ltv\.target/],
    [
      "when the ripcord line is within 3% of liquidation",
      { ltv: { ...ltv, ripcord: "0.79" } },
      /liquidation/,
    ],
    ["when a depeg raises the target", { ltv, depeg: { defend: { ltv: "0.6" } } }, /depeg\.defend\.ltv/],
    ["when depeg levels cross", { ltv, depeg: { watch: { enter: "0.95" } } }, /evacuate <= defend <= watch/],
    ["when it would repay before it may borrow", { ltv, carry: { unwind: "1%" } }, /carry\.unwind < carry/],
    ["when an action would not move", { ltv, recenter: 0 }, /recenter above 0%/],
    ["when it would harvest without earnings", { ltv, venue: { harvest: 0 } }, /venue\.harvest above 0/],
    ["when no loss would make it leave", { ltv, venue: { maxLoss: 1 } }, /venue\.maxLoss below 1/],
  ])("%s", (_, setting, words) => {
    expect(lineOf(setting)).toMatch(/^KEEL_UNSOUND_SETTING: /);
    expect(lineOf(setting)).toMatch(words);
  });
});

test("KEEL_BAD_SETTING names what is no number", () => {
  expect(lineOf({ ltv: { ...ltv, target: "half" } })).toMatch(/^KEEL_BAD_SETTING: ltv\.target.*half/);
});
