import { expect, test } from "vitest";
import { stethPrice } from "../kernels/curve/trade-to-price.ts";
import { WAD } from "../kernels/math/units.ts";
import { ETHER } from "../market/round-market.fixture.ts";
import { emptyCurveLp, lookAround, moveTo, tend } from "./curve-lp.fixture.ts";
import { againstHolding, coinsOf, impermanentLoss } from "./impermanent-loss.ts";

const HELD = 1_000n * ETHER;
const PERCENT = WAD / 100n;

function inPool() {
  const lp = emptyCurveLp({ depeg: { watch: { enter: 0 }, defend: { enter: 0 }, evacuate: { enter: 0 } } });
  lp.position.looseShares = HELD;
  lookAround(lp);
  tend(lp);
  return { lp, before: coinsOf(lp) };
}

const priceIn = (lp: ReturnType<typeof inPool>["lp"]) => stethPrice(lp.market.pool, lp.market.lido);

test("entering costs a part of a thousandth, and nothing is lost while the price stays", () => {
  const { lp, before } = inPool();
  const { entry, exit } = againstHolding(lp, HELD);
  expect(entry).toBeLessThan(0n);
  expect(entry).toBeGreaterThan(-HELD / 1_000n);
  expect(entry - exit).toBeLessThanOrEqual(10n);
  expect(impermanentLoss(before, coinsOf(lp), priceIn(lp))).toBe(0n);
});

test("in a depeg the pool's coins are worth less than those that it held, and more stETH than went in", () => {
  const { lp, before } = inPool();
  moveTo(lp, (WAD * 95n) / 100n);
  const loss = impermanentLoss(before, coinsOf(lp), priceIn(lp));
  expect(loss).toBeGreaterThan(PERCENT / 2n);
  expect(loss).toBeLessThan(3n * PERCENT);
  const { ether, steth } = coinsOf(lp);
  expect(ether + steth).toBeGreaterThan(before.ether + before.steth);
});

test("what was lost is made good as the price returns, but for the fees, which are a gain", () => {
  const { lp, before } = inPool();
  const start = priceIn(lp);
  moveTo(lp, (WAD * 95n) / 100n);
  moveTo(lp, start);
  expect(impermanentLoss(before, coinsOf(lp), priceIn(lp))).toBeLessThan(0n);
});

test("holding nothing loses nothing", () => {
  expect(impermanentLoss({ ether: 0n, steth: 0n }, { ether: 0n, steth: 0n }, WAD)).toBe(0n);
});
