import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Action, type Decision, Reason, SATURATED } from "../decision.ts";
import { loopSetting, parseLoopSetting } from "./params.ts";
import { decide, type LoopState } from "./policy.ts";
import { presets } from "./presets.ts";
import { LOOP_VOCABULARY, loadLoopRules, readingOf, ruled } from "./rules.ts";

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
  sinceSale: SATURATED,
  lenderAtMarket: 1,
  held: 0,
  queued: 0,
  carryAfter: 20_000_000,
  borrowRate: 20_000_000,
  saleCost: 1_000_000,
  queueWait: 1_000_000_000_000,
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

describe("a rule that asks to reduce", () => {
  const half = { name: "half", when: "peg < 0.97", ask: "reduce", to: 500_000_000 } as const;
  const fresh = { peg: 999_000_000, lenderPeg: 999_000_000, carry: 20_000_000, sinceAction: SATURATED };
  const calm = { ...state, ...fresh };
  const heeded = (changed: Partial<LoopState>, inForce: readonly (typeof half)[]) => {
    const seen = { ...calm, ...changed };
    return ruled(decide(seen, params), seen, params, inForce);
  };

  test("leads to the lowest LTV that any rule in force names", () => {
    const third = { ...half, name: "third", to: 300_000_000 };
    const order = ruled(decide(calm, params), calm, params, [half, third]);
    expect(order).toMatchObject({ action: Action.reduce, reason: Reason.ruled, target: 300_000_000 });
  });

  test("asks for nothing where LTV is there, but for no levering", () => {
    expect(heeded({ ltv: 500_900_000, held: 1 }, [half]).action).toBe(Action.hold);
    expect(heeded({ ltv: 400_000_000 }, [half]).action).toBe(Action.hold);
  });

  test("LEV-07 waits for the pace of the last sale", () => {
    expect(heeded({ sinceSale: 1_799 }, [half]).action).toBe(Action.hold);
    expect(heeded({ sinceSale: 1_800 }, [half]).action).toBe(Action.reduce);
  });

  test("leaves what the policy itself asks to sell as it is", () => {
    const high = { ltv: 700_000_000 };
    expect(heeded(high, [half])).toEqual(decide({ ...calm, ...high }, params));
  });

  test("lets the loop go once it no longer holds", () => {
    expect(heeded({ held: 1, ltv: 500_000_000 }, []).action).toBe(Action.release);
    expect(heeded({ ltv: 500_000_000 }, []).action).toBe(Action.lever);
  });

  test.each(["ltv > 0.6", "mean(ltv, '1d') > 0.6", "sinceAction < 60"])(
    "LEV-05 may not hang on what its own action moves: %s",
    async (when) => {
      await expect(loadLoopRules([{ ...half, when }])).rejects.toMatchObject({
        code: "KEEL_RULE_NOT_ALLOWED",
      });
    },
  );

  test("names the LTV that it leads to, and no other rule does", () => {
    const rules = (rule: object) => loopSetting.safeParse({ ...presets.careful, rules: [rule] }).success;
    const { to, ...bare } = half;
    expect(to).toBe(500_000_000);
    expect(rules({ ...bare, to: "0.5" })).toBe(true);
    expect(rules(bare)).toBe(false);
    expect(rules({ ...bare, ask: "mark", to: "0.5" })).toBe(false);
  });
});
