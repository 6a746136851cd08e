/** What the loop's policy never does, over the states and settings that also hold it against its contract. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Action, PriceFlag } from "../strategies/decision.ts";
import { decide } from "../strategies/leveraged-loop/policy.ts";
import { Rule, unsound } from "../strategies/leveraged-loop/soundness.ts";
import { question, setting } from "./proofs/loop-questions.ts";

const RUNS = { seed: 7, numRuns: 5_000 };
const anywhere = fc.integer({ min: 0, max: 1_000_000_000_000 });

test("LEV-03 what levers has fresh prices within their bounds, a willing lender, LTV to give and carry to earn", () => {
  let levers = 0;
  fc.assert(
    fc.property(question, ({ state, params }) => {
      const { action, target } = decide(state, params);
      if (action !== Action.lever) return;
      levers++;
      expect([state.priceFlags, state.venueFlags]).toEqual([0, 0]);
      expect(state.marketAge).toBeLessThanOrEqual(params.maxMarketAge);
      expect(state.lenderAge).toBeLessThanOrEqual(params.maxLenderAge);
      expect(state.carry).toBeGreaterThanOrEqual(Math.max(params.leverCarry, 0));
      expect(target).toBeGreaterThan(state.ltv);
      expect(target).toBeLessThanOrEqual(state.borrowLtv);
    }),
    RUNS,
  );
  expect(levers).toBeGreaterThan(200);
});

test("LEV-04 a sound setting keeps 3% between target and maximum, and between ripcord and liquidation", () => {
  let sound = 0;
  fc.assert(
    fc.property(setting, ({ params, liquidationLtv }) => {
      if (unsound(params, liquidationLtv) !== Rule.sound) return;
      sound++;
      const { targetLtv, maxLtv, ripcordLtv } = params;
      expect(targetLtv * 100).toBeLessThanOrEqual(maxLtv * 97);
      expect(maxLtv).toBeLessThan(ripcordLtv);
      expect(ripcordLtv * 100).toBeLessThanOrEqual(liquidationLtv * 97);
    }),
    RUNS,
  );
  expect(sound).toBeGreaterThan(200);
});

test("PRC-01 a market price that is refused moves no depeg level, whatever it says", () => {
  fc.assert(
    fc.property(question, anywhere, fc.boolean(), ({ state, params }, peg, stale) => {
      const refused = stale
        ? { ...state, marketAge: params.maxMarketAge + 1 }
        : { ...state, priceFlags: state.priceFlags | PriceFlag.market };
      expect(decide({ ...refused, peg }, params)).toEqual(decide(refused, params));
      expect(decide(refused, params).level).toBe(Math.min(state.level, 3));
    }),
    RUNS,
  );
});

test("PRC-02 the depeg level follows the market price alone, and a delever never asks how the lender's price compares with it", () => {
  fc.assert(
    fc.property(question, anywhere, anywhere, anywhere, ({ state, params }, ltv, lenderPeg, lenderAge) => {
      const decision = decide(state, params);
      const disagreeing = { ...state, lenderPeg, lenderAge };
      expect(decide({ ...disagreeing, ltv }, params).level).toBe(decision.level);
      if (decision.action === Action.delever) expect(decide(disagreeing, params)).toEqual(decision);
    }),
    RUNS,
  );
});
