/** What the lending policy never does, over the states and settings that also hold it against its contract. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Action, PriceFlag, Reason, Urgency } from "../strategies/decision.ts";
import { decide } from "../strategies/lending/policy.ts";
import { Rule, unsound } from "../strategies/lending/soundness.ts";
import { proof } from "./proofs/lending-policy.proof.ts";
import { question, setting } from "./proofs/lending-questions.ts";

const RUNS = { seed: 7, numRuns: 5_000 };
/** A seeded share; `npm run prove` tries 20,000. */
const CASES = 2_000;
const SEED = 1;
const anywhere = fc.integer({ min: 0, max: 1_000_000_000_000 });

/** Reasons that borrowers share, and those of a venue of borrowed funds. */
const OF_LENDING = (reason: Reason): boolean =>
  reason <= Reason.venuePaused ||
  (reason >= Reason.venueLoss && reason <= Reason.surplus) ||
  reason === Reason.refusedPace;

test("ONE-01 lending: check() and decide() agree on every state, unsound() on every setting", async () => {
  const { failures, firstFailure } = await proof.run({ cases: CASES, seed: SEED });
  expect({ failures, firstFailure }).toEqual({ failures: 0, firstFailure: undefined });
});

test("ONE-01 the states that are tried give every reason that a lending position has", () => {
  const questions = fc.sample(question, { seed: SEED, numRuns: CASES });
  const reasons = new Set(questions.map(({ state, params }) => decide(state, params).reason));
  const known = Object.values(Reason).filter(OF_LENDING);
  expect([...reasons].sort((a, b) => a - b)).toEqual(known);
});

test("LEV-04 the settings that are tried break every rule that a lending position has", () => {
  const settings = fc.sample(setting, { seed: SEED, numRuns: CASES });
  const rules = new Set(
    settings.map(({ params, liquidationLtv, window }) => unsound(params, liquidationLtv, window)),
  );
  expect([...rules].sort((a, b) => a - b)).toEqual(Object.values(Rule));
});

test("LEV-03 what borrows has fresh prices within their bounds, willing venues without a loss, LTV to give and carry to earn", () => {
  let borrows = 0;
  fc.assert(
    fc.property(question, ({ state, params }) => {
      const { action, target } = decide(state, params);
      if (action !== Action.borrow) return;
      borrows++;
      expect([state.priceFlags, state.venueFlags]).toEqual([0, 0]);
      expect(state.marketAge).toBeLessThanOrEqual(params.maxMarketAge);
      expect(state.lenderAge).toBeLessThanOrEqual(params.maxLenderAge);
      expect(state.venueRate).toBeGreaterThanOrEqual(params.minVenueRate);
      expect(state.carry).toBeGreaterThanOrEqual(Math.max(params.borrowCarry, 0));
      expect(target).toBeGreaterThan(state.ltv);
      expect(target).toBeLessThanOrEqual(Math.min(state.borrowLtv, params.targetLtv));
    }),
    RUNS,
  );
  expect(borrows).toBeGreaterThan(200);
});

test("LEV-03 a target of 0 never borrows", () => {
  fc.assert(
    fc.property(question, ({ state, params }) => {
      const supplier = { ...params, minLtv: 0, targetLtv: 0, defendLtv: 0, evacuateLtv: 0 };
      expect(decide(state, supplier).action).not.toBe(Action.borrow);
    }),
    RUNS,
  );
});

test("LEV-04 a sound setting keeps 3% above and below its target, and between ripcord and liquidation", () => {
  let sound = 0;
  fc.assert(
    fc.property(setting, ({ params, liquidationLtv, window }) => {
      if (unsound(params, liquidationLtv, window) !== Rule.sound) return;
      sound++;
      const { minLtv, targetLtv, maxLtv, ripcordLtv } = params;
      expect(minLtv * 100).toBeLessThanOrEqual(targetLtv * 97);
      expect(targetLtv * 100).toBeLessThanOrEqual(maxLtv * 97);
      expect(maxLtv).toBeLessThan(ripcordLtv);
      expect(ripcordLtv * 100).toBeLessThanOrEqual(liquidationLtv * 97);
    }),
    RUNS,
  );
  expect(sound).toBeGreaterThan(200);
});

test("LEV-05 no action's own result asks for its inverse, cooldown or none, up to 1% of LTV lost on the way", () => {
  const seen = new Map<number, number>();
  const lost = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(question, lost, fc.boolean(), ({ state, params }, slippageBps, over) => {
      // Settings by which an action takes less than 0.03% of collateral are below what amounts resolve.
      fc.pre(params.targetLtv === 0 || params.targetLtv > 1_000_000);
      const { action, target, level } = decide(state, params);
      if (action === Action.hold || action === Action.mark || action === Action.harvest) return;
      seen.set(action, (seen.get(action) ?? 0) + 1);
      const bps = (over ? 10_000 + slippageBps : 10_000 - slippageBps) / 10_000;
      const ltv = action === Action.unwind ? 0 : Math.floor(target * bps);
      const settled = { sinceAction: 1_000_000_000_000, sinceSale: 1_000_000_000_000 };
      const after = { ...state, level, ltv, ...settled };
      const next = decide(action === Action.unwind ? { ...after, cover: 0 } : after, params).action;
      if (action === Action.borrow) expect([Action.repay, Action.unwind]).not.toContain(next);
      else expect(next).not.toBe(Action.borrow);
    }),
    RUNS,
  );
  for (const action of [Action.borrow, Action.repay, Action.unwind]) {
    expect(seen.get(action)).toBeGreaterThan(100);
  }
});

test("LEV-07 within the pace of a sale it repays past the ripcord line, or from a venue that pays, and otherwise waits", () => {
  let waits = 0;
  fc.assert(
    fc.property(question, fc.double({ min: 0, max: 0.999, noNaN: true }), ({ state, params }, part) => {
      const sold = { ...state, sinceSale: Math.floor(params.pace * part) };
      const { action, reason, urgency } = decide(sold, params);
      if (action === Action.repay || action === Action.unwind) {
        const venuePays = Math.min(state.cover, state.liquid) >= 1_000_000;
        expect(venuePays || urgency === Urgency.rescue).toBe(true);
      }
      if (reason !== Reason.refusedPace) return;
      waits++;
      const later = decide({ ...sold, sinceSale: params.pace, venueFlags: 0 }, params).action;
      expect([Action.repay, Action.unwind]).toContain(later);
    }),
    RUNS,
  );
  expect(waits).toBeGreaterThan(50);
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

test("PRC-02 no decision compares the lender's price with the market's", () => {
  fc.assert(
    fc.property(question, anywhere, ({ state, params }, lenderPeg) => {
      expect(decide({ ...state, lenderPeg }, params)).toEqual(decide(state, params));
    }),
    RUNS,
  );
});
