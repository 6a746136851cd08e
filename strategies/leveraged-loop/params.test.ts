import { describe, expect, test } from "vitest";
import { KeelError } from "../../errors/keel-error.ts";
import { holdsAt, type LoopSetting, parseLoopSetting } from "./params.ts";
import { eModePresets, presets } from "./presets.ts";

const AT_81 = 810_000_000;

/** The error's one line. */
function lineOf(setting: unknown): string {
  try {
    parseLoopSetting(setting, AT_81);
  } catch (error) {
    if (error instanceof KeelError) return error.toLine();
    throw error;
  }
  throw new Error("the setting was taken");
}

test.each(Object.entries(presets))("the preset %s holds against the lender of 2022", (_, preset) => {
  expect(() => parseLoopSetting(preset, AT_81)).not.toThrow();
});

test("a preset for e-mode holds against a lender that liquidates at 95%, and not against that of 2022", () => {
  for (const preset of Object.values(eModePresets)) {
    expect([holdsAt(preset, 950_000_000), holdsAt(preset, AT_81)]).toEqual([true, false]);
  }
});

test("decimals and percentages become the contract's integers exactly", () => {
  const { params, maxChunk, toleranceBps } = parseLoopSetting(
    {
      ltv: { min: 0.6, target: "66%", max: "0.69", ripcord: "76.0000001%" },
      carry: { unwind: "-2.5%" },
      cooldown: "90m",
      sale: { tolerance: "0.75%", maxChunk: "0.000000000000000001" },
    },
    AT_81,
  );
  expect(params).toMatchObject({
    minLtv: 600_000_000,
    targetLtv: 660_000_000,
    maxLtv: 690_000_000,
    ripcordLtv: 760_000_001,
    unwindCarry: -25_000_000,
    cooldown: 5_400,
  });
  expect([maxChunk, toleranceBps]).toEqual([1n, 75n]);
});

test("a depeg's targets follow the target LTV until they are set", () => {
  const { params } = parseLoopSetting({ ...presets.careful, depeg: { defend: { ltv: "0.5" } } }, AT_81);
  expect(params).toMatchObject({ targetLtv: 600_000_000, defendLtv: 500_000_000, evacuateLtv: 500_000_000 });
});

describe("LEV-04 a setting is refused, with the rule it breaks,", () => {
  const ltv = { min: 0.6, target: 0.66, max: 0.69, ripcord: 0.76 };
  test.each<[string, LoopSetting, RegExp]>([
    [
      "when a minimum is above its target",
      { ltv: { ...ltv, min: 0.67 } },
      /out of order.*ltv\.min < ltv\.target/,
    ],
    ["when the target is above 97% of the maximum", { ltv: { ...ltv, target: 0.67 } }, /97% of ltv\.max/],
    [
      "when the ripcord line is within 3% of liquidation",
      { ltv: { ...ltv, ripcord: 0.786 } },
      /liquidation LTV/,
    ],
    [
      "when the maximum reaches the ripcord line",
      { ltv: { ...ltv, ripcord: 0.69 } },
      /ltv\.max < ltv\.ripcord/,
    ],
    [
      "when a depeg raises the target",
      { ltv, depeg: { defend: { ltv: 0.67 } } },
      /depeg\.defend\.ltv <= ltv\.target/,
    ],
    ["when depeg levels cross", { ltv, depeg: { watch: { enter: 0.95 } } }, /evacuate <= defend <= watch/],
    [
      "when it would unwind before it may lever",
      { ltv, carry: { unwind: 0 } },
      /carry\.unwind < carry\.lever/,
    ],
    ["when an action would not move", { ltv, recenter: 0 }, /Set recenter above 0%/],
  ])("%s", (_, setting, words) => {
    expect(lineOf(setting)).toMatch(/^KEEL_UNSOUND_SETTING: /);
    expect(lineOf(setting)).toMatch(words);
  });

  test("with 3% of room to liquidation it is taken", () => {
    expect(() => parseLoopSetting({ ltv: { ...ltv, ripcord: 0.7857 } }, AT_81)).not.toThrow();
  });
});

test.each<[unknown, RegExp]>([
  [{}, /ltv/],
  [{ ltv: { min: 0.6, target: "two thirds", max: 0.69, ripcord: 0.76 } }, /ltv\.target.*two thirds/],
  [{ ltv: { min: -0.1, target: 0.66, max: 0.69, ripcord: 0.76 } }, /ltv\.min.*-0\.1/],
  [{ ...presets.careful, cooldown: "12 hours" }, /cooldown.*"12h".*12 hours/],
  [{ ...presets.careful, ltvs: 1 }, /ltvs/],
])("KEEL_BAD_SETTING names what is wrong in %j", (setting, words) => {
  expect(lineOf(setting)).toMatch(/^KEEL_BAD_SETTING: /);
  expect(lineOf(setting)).toMatch(words);
});
