/** What the loop's policy never does, over the states and settings that also hold it against its contract. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Action, PriceFlag, RATIO, Reason, Urgency, VenueFlag } from "../strategies/decision.ts";
import { bands, decide, waitCost } from "../strategies/leveraged-loop/policy.ts";
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
      expect(Math.min(state.carry, state.carryAfter)).toBeGreaterThanOrEqual(Math.max(params.leverCarry, 0));
      expect([state.held, state.queued]).toEqual([0, 0]);
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
    fc.property(setting, ({ params, liquidationLtv, window }) => {
      if (unsound(params, liquidationLtv, window) !== Rule.sound) return;
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

test("PRC-02 the depeg level follows the market price alone, and at a lender that prices at market a delever never asks how its price compares", () => {
  fc.assert(
    fc.property(question, anywhere, anywhere, anywhere, ({ state, params }, ltv, lenderPeg, lenderAge) => {
      const atMarket = { ...state, lenderAtMarket: 1 };
      const decision = decide(atMarket, params);
      const disagreeing = { ...atMarket, lenderPeg, lenderAge };
      expect(decide({ ...disagreeing, ltv }, params).level).toBe(decision.level);
      if (decision.action === Action.delever) expect(decide(disagreeing, params)).toEqual(decision);
    }),
    RUNS,
  );
});

test("INC-03 INC-04 at a lender that prices at the exchange rate, and shows no depeg, the market price sells nothing that carry would not", () => {
  fc.assert(
    fc.property(question, anywhere, ({ state, params }, peg) => {
      const steady = { ...state, lenderAtMarket: 0, lenderPeg: RATIO, carry: params.unwindCarry, queued: 0 };
      const { action, target } = decide(steady, params);
      const moved = decide({ ...steady, peg }, params);
      if (action === Action.delever) expect(moved).toMatchObject({ action, target });
      else expect(moved.action).not.toBe(Action.delever);
    }),
    RUNS,
  );
});

test("LEV-02 past the ripcord line the answer is a sale, whatever the queue would cost, unless the lender is paused", () => {
  let rescues = 0;
  fc.assert(
    fc.property(question, anywhere, anywhere, ({ state, params }, saleCost, queueWait) => {
      const { urgency, action } = decide({ ...state, saleCost, queueWait }, params);
      if (urgency !== Urgency.rescue) return;
      rescues++;
      expect(action).toBe((state.venueFlags & VenueFlag.paused) === 0 ? Action.delever : Action.hold);
    }),
    RUNS,
  );
  expect(rescues).toBeGreaterThan(200);
});

test("LEV-02 above its band a loop never takes the slow way, whatever a sale would cost", () => {
  let sales = 0;
  fc.assert(
    fc.property(question, anywhere, anywhere, ({ state, params }, saleCost, queueWait) => {
      const dear = { ...state, saleCost, queueWait };
      const { action, level } = decide(dear, params);
      if (state.ltv <= bands(dear, level, params).high) return;
      expect(action).not.toBe(Action.exit);
      if (action === Action.delever) sales++;
    }),
    RUNS,
  );
  expect(sales).toBeGreaterThan(200);
});

test("LEV-07 within the pace of a sale nothing is sold before the ripcord line, and after it what waited is", () => {
  let waits = 0;
  fc.assert(
    fc.property(question, fc.double({ min: 0, max: 0.999, noNaN: true }), ({ state, params }, part) => {
      const sinceSale = Math.floor(params.pace * part);
      const sold = { ...state, sinceSale, sinceAction: Math.min(state.sinceAction, sinceSale) };
      const { action, reason, urgency } = decide(sold, params);
      if (action === Action.delever) expect(urgency).toBe(Urgency.rescue);
      if (reason !== Reason.refusedPace) return;
      waits++;
      const later = decide({ ...sold, sinceSale: params.pace, venueFlags: 0 }, params);
      expect(later).toMatchObject({ action: Action.delever, urgency: Urgency.protect });
    }),
    RUNS,
  );
  expect(waits).toBeGreaterThan(50);
});

test("INC-02 INC-09 the queue is chosen only where waiting and the margin cost less than the sale", () => {
  let exits = 0;
  fc.assert(
    fc.property(question, ({ state, params }) => {
      const { action, target } = decide(state, params);
      if (action !== Action.exit) return;
      exits++;
      expect(waitCost(state) + params.queueMargin).toBeLessThan(state.saleCost);
      expect(target).toBeGreaterThan(state.ltv);
      expect(target).toBeLessThanOrEqual(params.maxLtv);
    }),
    RUNS,
  );
  expect(exits).toBeGreaterThan(50);
});
