/** What the policy of restaked positions never does, over the states and settings that also hold it against its contract. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Action, Level, PriceFlag, RATIO, Reason, SATURATED } from "../strategies/decision.ts";
import { decide, nextLevel, type RestakingState } from "../strategies/restaking/policy.ts";
import { Rule, unsound } from "../strategies/restaking/soundness.ts";
import { proof } from "./proofs/restaking-policy.proof.ts";
import { anyQuestion, question } from "./proofs/restaking-questions.ts";

/** A seeded share; `npm run prove` tries 20,000. */
const CASES = 2_000;
const SEED = 1;
const RUNS = { seed: 7, numRuns: 5_000 };
const anywhere = fc.integer({ min: 0, max: SATURATED });

test("ONE-01 decide in TypeScript and in RestakingPolicy.sol agree", async () => {
  const { cases, failures, firstFailure } = await proof.run({ cases: CASES, seed: SEED });
  expect({ cases, failures, firstFailure }).toEqual({ cases: CASES, failures: 0, firstFailure: undefined });
});

test("ONE-01 the states that are tried give every action and every reason that the policy has, and break every rule", () => {
  const asked = fc.sample(anyQuestion, { seed: SEED, numRuns: CASES });
  const decisions = asked.map(({ state, params }) => decide(state, params));
  const { hold, mark, deposit, exit, claim, harvest, sell } = Action;
  expect(sorted(decisions.map(({ action }) => action))).toEqual(
    sorted([hold, mark, deposit, exit, claim, harvest, sell]),
  );
  expect(sorted(decisions.map(({ reason }) => reason))).toEqual(
    sorted([
      Reason.inBand,
      Reason.empty,
      Reason.levelChanged,
      Reason.belowMin,
      Reason.aboveMax,
      Reason.refusedLevel,
      Reason.refusedVenue,
      Reason.refusedCooldown,
      Reason.venuePaused,
      Reason.slashed,
      Reason.exitMatured,
      Reason.worthHarvesting,
      Reason.epochOpen,
      Reason.exitUnderWay,
      Reason.refusedRate,
    ]),
  );
  expect(sorted(asked.map(({ params }) => unsound(params)))).toEqual(Object.values(Rule));
});

test("INC-04 a market price moves nothing out: whatever it prints, stake leaves for the queue or stays as without it, unless the sale is cheap and the price agrees with redemption", () => {
  let sales = 0;
  fc.assert(
    fc.property(question, fc.option(anywhere), ({ state, params }, print) => {
      const peg = print ?? state.peg;
      const printed = decide({ ...state, peg }, params);
      const unpriced = decide({ ...state, priceFlags: state.priceFlags | PriceFlag.market }, params);
      if (printed.action === Action.sell) {
        sales++;
        expect(Math.abs(RATIO - peg)).toBeLessThanOrEqual(params.maxGap);
        expect([Action.exit, Action.hold]).toContain(unpriced.action);
      } else if (printed.action === Action.exit) {
        expect(unpriced).toMatchObject({ action: Action.exit, target: printed.target });
      }
    }),
    RUNS,
  );
  expect(sales).toBeGreaterThan(20);
});

test("PRC-01 a market price that is refused moves no alarm level, whatever it says", () => {
  fc.assert(
    fc.property(question, anywhere, fc.boolean(), ({ state, params }, peg, stale) => {
      const refused = stale
        ? { ...state, marketAge: params.maxMarketAge + 1 }
        : { ...state, priceFlags: state.priceFlags | PriceFlag.market };
      expect(decide({ ...refused, peg }, params)).toEqual(decide(refused, params));
    }),
    RUNS,
  );
});

test("RSK-01 what deposits has no slash, no doubtful rate and no exit behind it, and fills no more than the target", () => {
  let deposits = 0;
  fc.assert(
    fc.property(question, ({ state, params }) => {
      const { action, target } = decide(state, params);
      if (action !== Action.deposit) return;
      deposits++;
      expect([state.slashSeen, state.rateFlags, state.venueFlags, state.pending]).toEqual([0, 0, 0, 0]);
      expect(state.rateAge).toBeLessThanOrEqual(params.maxRateAge);
      expect(target).toBeGreaterThan(state.staked);
      expect(target).toBeLessThanOrEqual(params.targetStaked);
    }),
    RUNS,
  );
  expect(deposits).toBeGreaterThan(200);
});

test("RSK-01 a slash raises the level at once, and no market price lets it fall", () => {
  fc.assert(
    fc.property(question, anywhere, ({ state, params }, peg) => {
      const slashed = { ...state, peg, slashSeen: params.evacuateSlash };
      expect(nextLevel(slashed, params)).toBe(Level.evacuate);
      const noted = { ...slashed, level: Level.evacuate, slashSeen: 0, sinceAlarm: params.calmAfter - 1 };
      expect(nextLevel(noted, params)).toBe(Level.evacuate);
    }),
    RUNS,
  );
});

test("LEV-05 no action's inverse is asked for by its own result, cooldown or none", () => {
  const seen = new Map<Action, number>();
  fc.assert(
    fc.property(question, ({ state, params }) => {
      const { action, level, target } = decide(state, params);
      const sinceAlarm = level > state.level || state.slashSeen > 0 ? 0 : state.sinceAlarm;
      const after = resultOf({ ...state, level, slashSeen: 0, sinceAlarm }, action, target);
      if (after === undefined) return;
      seen.set(action, (seen.get(action) ?? 0) + 1);
      const inverse: readonly Action[] =
        action === Action.deposit ? [Action.exit, Action.sell] : [Action.deposit];
      expect(inverse).not.toContain(decide(after, params).action);
    }),
    RUNS,
  );
  for (const action of [Action.deposit, Action.exit, Action.sell])
    expect(seen.get(action)).toBeGreaterThan(100);
});

/** The state that an action leaves behind once the cooldown is over; what was sold lies loose. */
function resultOf(state: RestakingState, action: Action, target: number): RestakingState | undefined {
  const settled = { ...state, sinceAction: SATURATED };
  const moved = Math.abs(state.staked - target);
  switch (action) {
    case Action.deposit:
      return { ...settled, staked: target, loose: state.loose - moved };
    case Action.exit:
      return { ...settled, staked: target, pending: Math.min(state.pending + moved, SATURATED) };
    case Action.sell:
      return { ...settled, staked: target, loose: Math.min(state.loose + moved, SATURATED) };
    default:
      return undefined;
  }
}

const sorted = (codes: readonly number[]): number[] => [...new Set(codes)].sort((a, b) => a - b);
