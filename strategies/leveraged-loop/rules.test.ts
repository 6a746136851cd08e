import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Decision, SATURATED } from "../decision.ts";
import { loopSetting, parseLoopSetting } from "./params.ts";
import { decide, type LoopState } from "./policy.ts";
import { presets } from "./presets.ts";
import { LOOP_VOCABULARY, loadLoopRules, readingOf } from "./rules.ts";

const { params } = parseLoopSetting(presets.strategist2022, 810_000_000);
const state: LoopState = {
  open: 1,
  level: 0,
  priceFlags: 0,
  venueFlags: 0,
  ltv: 640_000_000,
  liquidationLtv: 810_000_000,
  borrowLtv: 690_000_000,
  peg: 960_000_000,
  lenderPeg: 970_000_000,
  carry: -5_000_000,
  marketAge: 11,
  lenderAge: 12,
  sinceAction: 13,
};

test("a rule reads what the policy reads, and the bands and the level that the policy answered with", () => {
  const reading = readingOf(state, decide(state, params), params);
  expect(
    Object.fromEntries(Object.keys(LOOP_VOCABULARY.quantities).map((name, i) => [name, reading[i]])),
  ).toEqual({
    ltv: 640_000_000,
    peg: 960_000_000,
    lenderPeg: 970_000_000,
    carry: -5_000_000,
    liquidationLtv: 810_000_000,
    borrowLtv: 690_000_000,
    low: 630_000_000,
    target: 660_000_000,
    high: 690_000_000,
    ripcord: 760_000_000,
    marketAge: 11,
    lenderAge: 12,
    sinceAction: 13,
    level: 1,
  });
});

test("every number of an absurd state lies within what the vocabulary says of it", () => {
  const extremes = [-SATURATED, 0, SATURATED].map((value) => {
    const absurd = Object.fromEntries(
      Object.keys(state).map((name) => [name, value]),
    ) as unknown as LoopState;
    return { ...absurd, ...(value < 0 && { ...state, carry: value }) };
  });
  for (const absurd of extremes) {
    const decision: Decision = decide(absurd, params);
    for (const [index, { low, high }] of Object.values(LOOP_VOCABULARY.quantities).entries()) {
      const value = readingOf(absurd, decision, params)[index];
      expect(value).toBeGreaterThanOrEqual(low);
      expect(value).toBeLessThanOrEqual(high);
    }
  }
});

test("every rule that docs/rules.md shows compiles", async () => {
  const page = readFileSync(new URL("../../docs/rules.md", import.meta.url), "utf8");
  const blocks = [...page.matchAll(/```json\n([^`]+)```/g)].map(([, json = ""]) => JSON.parse(json));
  const rules = blocks.flatMap((setting) => loopSetting.parse({ ...presets.careful, ...setting }).rules);
  expect(rules.length).toBeGreaterThan(4);
  expect((await loadLoopRules(rules)).rules).toHaveLength(rules.length);
});
