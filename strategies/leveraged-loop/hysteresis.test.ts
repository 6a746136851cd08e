/** What an action leaves behind never asks for the opposite one, whatever the market and the setting. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Action, type Decision, SATURATED } from "../decision.ts";
import { borrow } from "../kernels/aave/v3.0/borrow.ts";
import { ETH, STETH } from "../kernels/curve/steth-pool.ts";
import { copyMarket } from "../market/market.ts";
import { ETHER } from "../market/round-market.fixture.ts";
import { deposit } from "../vault/enter.ts";
import { actAsAsked, emptyVault, moveTo, observe, putToWork, trade } from "../vault/looped-vault.fixture.ts";
import { reduce, release } from "./execute.ts";
import type { LoopSetting } from "./params.ts";
import { decide } from "./policy.ts";
import type { Loop } from "./position.ts";
import { risk } from "./risk.ts";

const SETTING = fc
  .record({
    max: fc.integer({ min: 300, max: 740 }),
    room: fc.integer({ min: 3, max: 20 }),
    width: fc.integer({ min: 1, max: 60 }),
    recenter: fc.constantFrom("1%", "30%", "100%"),
    defend: fc.option(fc.integer({ min: 30, max: 100 }), { nil: undefined }),
  })
  .map(({ max, room, width, recenter, defend }): LoopSetting => {
    const target = Math.floor((max * (100 - room)) / 100);
    const milli = (value: number) => (value / 1_000).toFixed(3);
    const ltv = defend === undefined ? {} : { ltv: milli(Math.floor((target * defend) / 100)) };
    return {
      ltv: {
        min: milli(Math.max(target - width, 0)),
        target: milli(target),
        max: milli(max),
        ripcord: "0.76",
      },
      depeg: { defend: ltv },
      recenter,
      sale: { tolerance: "5%", maxChunk: "2000" },
    };
  });

/** The decision as it would be once the cooldown is over, if nothing else changed. */
function askedNext(loop: Loop): Decision {
  return decide({ ...risk(loop), sinceAction: SATURATED, sinceSale: SATURATED }, loop.settings.params);
}

const OPPOSITE: Readonly<Record<number, Action>> = {
  [Action.lever]: Action.delever,
  [Action.delever]: Action.lever,
};

test("LEV-05 no action's inverse is asked for by its own result, in random bands and markets, of up to 20,000 stETH, cooldown or none", () => {
  const seen = new Map<Action, number>();
  const market = fc.record({
    setting: SETTING,
    assets: fc.integer({ min: 1, max: 20_000 }),
    lopsided: fc.integer({ min: -300_000_000, max: 300_000_000 }),
    prices: fc.array(fc.integer({ min: 880, max: 1_000 }), { minLength: 1, maxLength: 3 }),
    borrowed: fc.integer({ min: 1, max: 400 }),
  });
  fc.assert(
    fc.property(market, ({ setting, assets, lopsided, prices, borrowed }) => {
      const both = emptyVault(setting);
      const { loop } = both;
      deposit(both.vault, "alice", BigInt(assets) * ETHER);
      putToWork(both);
      trade(loop, lopsided < 0 ? ETH : STETH, Math.abs(lopsided) + 1_000);
      observe(loop);
      observe(loop);
      const act = () => {
        for (let round = 0; round < 4; round++) {
          const done = tried(loop);
          if (done === undefined) return;
          seen.set(done, (seen.get(done) ?? 0) + 1);
          expect(askedNext(loop).action).not.toBe(OPPOSITE[done]);
          observe(loop);
        }
      };
      act();
      for (const price of prices) {
        moveTo(loop, (BigInt(price) * ETHER) / 1_000n);
        borrowOthers(loop, borrowed);
        act();
      }
    }),
    { seed: 5, numRuns: 250 },
  );
  expect(seen.get(Action.lever)).toBeGreaterThan(20);
  expect(seen.get(Action.delever)).toBeGreaterThan(20);
});

test("LEV-05 what a rule reduced is not levered again until it is released, in random bands and markets", () => {
  const reduction = fc.record({
    setting: SETTING,
    assets: fc.integer({ min: 1, max: 5_000 }),
    part: fc.integer({ min: 0, max: 99 }),
    price: fc.integer({ min: 960, max: 1_000 }),
  });
  let reduced = 0;
  fc.assert(
    fc.property(reduction, ({ setting, assets, part, price }) => {
      const both = emptyVault(setting);
      const { loop } = both;
      deposit(both.vault, "alice", BigInt(assets) * ETHER);
      putToWork(both);
      if (tried(loop) !== Action.lever) return;
      moveTo(loop, (BigInt(price) * ETHER) / 1_000n);
      const { ltv } = risk(loop);
      const target = Math.floor((ltv * part) / 100);
      const { ltvAfter } = reduce(loop, target, 0n);
      reduced++;
      expect(ltvAfter).toBeLessThan(ltv);
      observe(loop);
      expect(askedNext(loop).action).not.toBe(Action.lever);
      release(loop);
      expect(risk(loop).held).toBe(0);
    }),
    { seed: 5, numRuns: 100 },
  );
  expect(reduced).toBeGreaterThan(20);
});

/** Others borrow so many thousandths of what the lender has left. */
function borrowOthers({ market: { lender, whales, time } }: Loop, part: number): void {
  borrow(lender.weth, whales.borrower, (lender.weth.availableLiquidity * BigInt(part)) / 1_000n, time);
}

/** The action that was taken; undefined where none is asked for, or the market refuses it. */
function tried(loop: Loop): Action | undefined {
  const { position } = loop;
  const before = { market: copyMarket(loop.market), position: structuredClone(position) };
  loop.position.lastAction = 0;
  try {
    return actAsAsked(loop)?.decision.action;
  } catch {
    Object.assign(loop.market, before.market);
    Object.assign(position, before.position);
    return undefined;
  }
}
