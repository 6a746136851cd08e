import { expect, test } from "vitest";
import { KeelError } from "../../errors/keel-error.ts";
import { parseCurveLpSetting } from "./params.ts";

/** The error's one line. */
function lineOf(setting: unknown): string {
  try {
    parseCurveLpSetting(setting);
  } catch (error) {
    if (error instanceof KeelError) return error.toLine();
    throw error;
  }
  throw new Error("the setting was taken");
}

test("a setting that names nothing is the usual one, in the contract's integers", () => {
  expect(parseCurveLpSetting({})).toMatchObject({
    minPlaced: 970_000_000,
    enterDepth: 1_200,
    holdDepth: 900,
    evacuatePlaced: 0,
    minVirtualPrice: 995_000_000,
    maxVirtualPrice: 1_010_000_000,
    minIn: 999_000_000,
    rescueOut: 800_000_000,
    harvestMultiple: 20_000_000_000,
    harvestSpacing: 604_800,
  });
});

test("a depth is a multiple or a percentage of what we have in the pool", () => {
  expect(parseCurveLpSetting({ depth: { enter: "1250%", hold: 10 } })).toMatchObject({
    enterDepth: 1_250,
    holdDepth: 1_000,
  });
});

test.each<[string, unknown, RegExp]>([
  ["an unknown key", { minPlace: 1 }, /^KEEL_BAD_SETTING: .*minPlace/],
  ["a depth that is no number", { depth: { enter: "deep" } }, /^KEEL_BAD_SETTING: depth.enter: /],
  ["bands that meet", { depth: { enter: 10, hold: 10 } }, /^KEEL_UNSOUND_SETTING: .*depth.hold/],
  ["a part above the whole", { minPlaced: 1 }, /^KEEL_UNSOUND_SETTING: .*minPlaced/],
  [
    "more kept in a deeper depeg",
    { depeg: { evacuate: { placed: 1 }, defend: { placed: 0 } } },
    /evacuate.placed/,
  ],
  ["levels out of order", { depeg: { evacuate: { enter: "0.99" } } }, /^KEEL_UNSOUND_SETTING: .*evacuate/],
  ["a virtual price that may not fall", { virtualPrice: { maxFall: 0 } }, /virtualPrice.maxFall/],
  ["an entry that may cost a tenth", { cost: { in: "10%" } }, /^KEEL_UNSOUND_SETTING: .*cost.in/],
  ["no pool at all", { maxStethShare: 0 }, /maxStethShare/],
  ["rewards worth less than their gas", { harvest: { multiple: "0.5" } }, /harvest.multiple/],
])("%s is refused by name", (_, setting, line) => {
  expect(lineOf(setting)).toMatch(line);
});
