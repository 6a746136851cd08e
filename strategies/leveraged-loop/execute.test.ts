import { describe, expect, test } from "vitest";
import { Action, Level, Reason, Urgency } from "../decision.ts";
import { STETH } from "../kernels/curve/steth-pool.ts";
import { debtOf } from "../market/lender-account.ts";
import { ETHER } from "../market/round-market.fixture.ts";
import { quoteSell } from "../market/steth-route.ts";
import { deposit } from "../vault/enter.ts";
import {
  actAsAsked,
  emptyVault,
  leveredVault,
  moveTo,
  observe,
  putToWork,
  trade,
} from "../vault/looped-vault.fixture.ts";
import { execute } from "./execute.ts";
import { decide } from "./policy.ts";
import type { Loop } from "./position.ts";
import { risk } from "./risk.ts";
import { saleFloor } from "./sale-floor.ts";

const MILLI = ETHER / 1_000n;
const asked = (loop: Loop) => decide(risk(loop), loop.settings.params);

/** Levered at par, then the market fell until the loop stood above its band. */
function aboveBand(assets = 1_000n * ETHER): Loop {
  const { loop } = leveredVault(assets);
  moveTo(loop, 953n * MILLI);
  moveTo(loop, 945n * MILLI);
  return loop;
}

describe("levering", () => {
  test("reaches the target from its safe side, to within the price impact of the purchase", () => {
    const both = emptyVault();
    deposit(both.vault, "alice", 1_000n * ETHER);
    putToWork(both);
    const done = actAsAsked(both.loop);
    expect(done?.decision.action).toBe(Action.lever);
    expect(done?.ltvAfter).toBeLessThanOrEqual(660_000_000);
    expect(done?.ltvAfter).toBeGreaterThan(659_900_000);
  });

  test("borrows no more than the flash lender has", () => {
    const both = emptyVault();
    deposit(both.vault, "alice", 1_000n * ETHER);
    putToWork(both);
    both.loop.market.flashLiquidity = 100n * ETHER;
    expect(actAsAsked(both.loop)?.borrowed).toBe(100n * ETHER);
  });

  test("LEV-05 does not call for its inverse, nor does delevering", () => {
    const { loop } = leveredVault();
    expect(asked(loop).action).toBe(Action.hold);
    const fallen = aboveBand();
    expect(actAsAsked(fallen)?.decision.action).toBe(Action.delever);
    expect(asked(fallen).action).toBe(Action.hold);
  });
});

describe("delevering", () => {
  test("LEV-08 is refused where the pool has fallen below the price that was observed, by more than the tolerance", () => {
    const loop = aboveBand();
    const floor = saleFloor(loop, risk(loop), Urgency.protect);
    trade(loop, STETH, 60_000_000);
    expect(quoteSell(loop.market, ETHER)).toBeLessThan(floor);
    expect(() => actAsAsked(loop)).toThrow(/^BelowFloor/);
  });

  test("LEV-08 holds the keeper's own floor where that is the higher", () => {
    const loop = aboveBand();
    const { action, target } = asked(loop);
    expect(() => execute(loop, { action, target, floor: ETHER })).toThrow(/^BelowFloor/);
  });

  test("LEV-02 says how much flash liquidity is missing", () => {
    const loop = aboveBand();
    loop.market.flashLiquidity = ETHER;
    expect(() => actAsAsked(loop)).toThrow(/^FlashShort\(wanted \d+, available 1000000000000000000\)/);
  });

  test("LEV-07 sells at most a chunk at a time, and goes on until the target is reached", () => {
    const loop = aboveBand(20_000n * ETHER);
    const sales: bigint[] = [];
    for (let block = 0; asked(loop).action === Action.delever; block++) {
      expect(block).toBeLessThan(20);
      sales.push(actAsAsked(loop)?.sold ?? 0n);
      observe(loop);
    }
    expect(sales.length).toBeGreaterThan(1);
    expect(sales[0]).toBe(loop.settings.maxChunk);
    expect(risk(loop).ltv).toBeLessThan(690_000_000);
  });

  test("LEV-07 sells all at once past the ripcord line", () => {
    const { loop } = leveredVault(20_000n * ETHER);
    moveTo(loop, 850n * MILLI);
    expect(asked(loop).urgency).toBe(Urgency.rescue);
    const done = actAsAsked(loop);
    expect(done?.sold).toBeGreaterThan(loop.settings.maxChunk);
    expect(done?.ltvAfter).toBeLessThan(690_000_000);
  });

  test("repays the debt with what the sale fetched, to the wei", () => {
    const loop = aboveBand();
    const before = debtOf(loop.market, loop.position);
    const done = actAsAsked(loop);
    expect(before - debtOf(loop.market, loop.position) - (done?.repaid ?? 0n)).toBeLessThanOrEqual(1n);
    expect(loop.position.looseWeth).toBe(0n);
  });

  test("LEV-02 is refused by name where a sale could only raise LTV", () => {
    const { loop } = leveredVault();
    // The lender sees twice what the market pays, and a debt above all that a sale could fetch.
    loop.market.feed.answer = 2n * ETHER;
    loop.position.weth.scaledDebt *= 3n;
    const { action, target } = asked(loop);
    expect(action).toBe(Action.delever);
    expect(() => execute(loop, { action, target, floor: 0n })).toThrow(/^SaleRaisesLtv/);
  });
});

test("a mark remembers the depeg's level and moves nothing else", () => {
  const { loop } = leveredVault(1_000n * ETHER, {
    ltv: { min: "0.5", target: "0.55", max: "0.62", ripcord: "0.76" },
  });
  moveTo(loop, 965n * MILLI);
  const before = structuredClone(loop.position);
  expect(asked(loop)).toMatchObject({ action: Action.mark, reason: Reason.levelChanged });
  expect(actAsAsked(loop)).toMatchObject({ sold: 0n, borrowed: 0n });
  expect(loop.position).toEqual({ ...before, level: Level.watch });
});

describe("an order", () => {
  test("is refused where the rules ask for something else, or for nothing", () => {
    const { loop } = leveredVault();
    const { action } = asked(loop);
    expect(action).toBe(Action.hold);
    expect(() => execute(loop, { action, target: 0, floor: 0n })).toThrow(/^NotAsked/);
    expect(() => execute(loop, { action: Action.delever, target: 0, floor: 0n })).toThrow(/^NotAsked/);
  });

  test("is refused beyond the rules' target, and may stop short of it", () => {
    const loop = aboveBand();
    const { action, target } = asked(loop);
    const copy = structuredClone(loop);
    expect(() => execute(copy, { action, target: target - 1, floor: 0n })).toThrow(/^TargetBeyond/);
    const { ltvAfter } = execute(loop, { action, target: target + 10_000_000, floor: 0n });
    expect(ltvAfter).toBeGreaterThan(target + 9_000_000);
  });
});
