/** What an action leaves behind never asks for the opposite one, whatever the market and the setting. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Action, SATURATED } from "../decision.ts";
import { ETHER } from "../market/round-market.fixture.ts";
import { emptyCurveLp, lookAround, moveTo, othersLeave, tend } from "./curve-lp.fixture.ts";
import type { CurveLpSetting } from "./params.ts";
import { decide } from "./policy.ts";
import type { CurveLp } from "./position.ts";
import { risk } from "./risk.ts";

const SETTING = fc
  .record({
    enter: fc.integer({ min: 200, max: 3_000 }),
    held: fc.integer({ min: 50, max: 97 }),
    minPlaced: fc.integer({ min: 50, max: 97 }),
    defend: fc.integer({ min: 0, max: 100 }),
  })
  .map(
    ({ enter, held, minPlaced, defend }): CurveLpSetting => ({
      depth: { enter: `${enter}%`, hold: `${Math.floor((enter * held) / 100)}%` },
      minPlaced: `${minPlaced}%`,
      depeg: { defend: { placed: `${defend}%` } },
      maxStethShare: 1,
      cost: { in: "3%", out: "3%", rescue: "30%" },
    }),
  );

const OPPOSITE: Readonly<Record<number, Action>> = {
  [Action.enter]: Action.withdraw,
  [Action.withdraw]: Action.enter,
};

/** The action that would be asked for once the cooldown is over, if nothing else changed. */
const askedNext = (lp: CurveLp): Action => decide({ ...risk(lp), sinceAction: SATURATED }, lp.params).action;

test("LEV-05 no entry is undone by its own result, nor a withdrawal, in random settings, pools and prices, of up to 20,000 stETH", () => {
  const seen = new Map<Action, number>();
  const market = fc.record({
    setting: SETTING,
    units: fc.integer({ min: 1, max: 20_000 }),
    left: fc.integer({ min: 0, max: 995_000_000 }),
    prices: fc.array(fc.integer({ min: 880, max: 1_000 }), { minLength: 1, maxLength: 3 }),
    leave: fc.integer({ min: 0, max: 500_000_000 }),
  });
  fc.assert(
    fc.property(market, ({ setting, units, left, prices, leave }) => {
      const lp = emptyCurveLp(setting);
      lp.position.looseShares = BigInt(units) * ETHER;
      othersLeave(lp, left);
      const act = () => {
        for (let round = 0; round < 3; round++) {
          lookAround(lp, 50_000);
          const done = tend(lp)?.decision.action;
          if (done === undefined) return;
          seen.set(done, (seen.get(done) ?? 0) + 1);
          expect(askedNext(lp)).not.toBe(OPPOSITE[done]);
        }
      };
      act();
      for (const price of prices) {
        moveTo(lp, (BigInt(price) * ETHER) / 1_000n);
        othersLeave(lp, leave);
        act();
      }
    }),
    { seed: 5, numRuns: 150 },
  );
  expect(seen.get(Action.enter)).toBeGreaterThan(20);
  expect(seen.get(Action.withdraw)).toBeGreaterThan(20);
});
