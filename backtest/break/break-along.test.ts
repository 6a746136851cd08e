/** Axes along which a run is made worse, and the values at which it breaks. */
import { describe, expect, test } from "vitest";
import { variableBorrowRate } from "../../strategies/kernels/aave/rate-curve.ts";
import { invariant } from "../../strategies/kernels/curve/invariant.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { deploymentOf } from "../engine/deployment.ts";
import { type ExactRun, runExact } from "../engine/exact.ts";
import { standardChoice } from "../engine/kinds/standard.ts";
import { loopThrough2022 } from "../engine/loop-2022.fixture.ts";
import { builtInTape } from "../tape/built-in.ts";
import { mainnetOfMay2022 } from "../worlds/mainnet-2022-05-01.ts";
import { axesOf, axisNamed } from "./axes.ts";
import { worsened } from "./axis.ts";
import { baseOf, breakAlong } from "./break-along.ts";

const tape = builtInTape();
const run = loopThrough2022("careful");
const base = baseOf(run);
const rowsAt = (name: string, value: number) => worsened(base, axisNamed(name), value).tape.rows;
const price = (row: ExactRun["tape"]["rows"][number] | undefined) => row?.stethEth.value ?? 0n;
const low = tape.rows.reduce((at, row, index) => (price(row) < price(tape.rows[at]) ? index : at), 0);
const HOUR = 3_600;

test("axes that would keep the loop from levering begin once it is levered", () => {
  for (const name of ["borrow-rate", "keeper-delay", "gas", "liquidity"]) {
    const axis = axisNamed(name);
    const { actions } = runExact(worsened(base, axis, axis.largest(base)));
    expect(actions.find(({ borrowed }) => borrowed > 0n)?.time, name).toBe(base.levered);
  }
});

describe("speed", () => {
  test("ends at the same low in the same row, and leaves what follows as it was", () => {
    for (const value of [2, 7.5, 100]) {
      const rows = rowsAt("speed", value);
      expect(rows.findIndex((row) => price(row) === price(tape.rows[low]))).toBe(low);
      expect(rows.slice(low).map(price)).toEqual(tape.rows.slice(low).map(price));
    }
  });

  test("of two shows every second price, as long before the low as half the rows", () => {
    const rows = rowsAt("speed", 2);
    for (const before of [1, 5, 40])
      expect(price(rows[low - before])).toBe(price(tape.rows[low - 2 * before]));
  });

  test("at its largest falls from the first price to the lowest in one row", () => {
    const rows = rowsAt("speed", axisNamed("speed").largest(base));
    expect(new Set(rows.slice(0, low).map(price))).toEqual(new Set([price(tape.rows[0])]));
  });
});

test("borrow rate: borrowers pay the multiple of what they paid, up to a utilisation of 99%", () => {
  const { curve } = run.world.lender.weth;
  const apr = (row: ExactRun["tape"]["rows"][number] | undefined) =>
    Number(variableBorrowRate(curve, (row?.wethUtilisation?.value ?? 0n) * 10n ** 9n)) / 1e27;
  const later = tape.rows.findIndex(({ time }) => time > base.levered);
  const dearer = rowsAt("borrow-rate", 5);
  for (const index of [later, low, tape.rows.length - 1])
    expect(apr(dearer[index])).toBeCloseTo(5 * apr(tape.rows[index]), 12);
  const most = rowsAt("borrow-rate", axisNamed("borrow-rate").largest(base));
  const lent = most.slice(later).map(({ wethUtilisation }) => Number(wethUtilisation?.value) / 1e18);
  expect(Math.max(...lent)).toBe(0.99);
  expect(Math.min(...lent)).toBeGreaterThan(0.9899);
});

test("liquidity: the pool keeps its price and has the part of its depth that is left", () => {
  const rows = rowsAt("liquidity", 4);
  const [then, now] = [tape.rows[low], rows[low]];
  const depth = invariant(then?.curveEther?.value ?? 0n, then?.curveSteth?.value ?? 0n, 5_000n);
  expect(now?.curveDepth?.value).toBe(depth / 4n);
  expect(price(now)).toBe(price(then));
  // Balances are known to 22 June: their depth is held.
  expect(rows.at(-1)?.curveDepth?.value).toBe(
    rows.findLast((_, index) => tape.rows[index]?.curveEther !== undefined)?.curveDepth?.value,
  );
});

describe("ETH in dollars", () => {
  const world = mainnetOfMay2022();
  const dollars = standardChoice("lending", world, {
    deposit: 500n * WAD,
    ethUsd: tape.rows[0]?.ethUsd?.value ?? 0n,
  });
  const lending = { ...run, deployment: deploymentOf(world, dollars) };
  const owing = baseOf(lending);
  const axis = axisNamed("eth-usd");
  const dollarsAt = (value: number) =>
    worsened(owing, axis, value).tape.rows.map(({ ethUsd }) => ethUsd?.value ?? 0n);

  test("falls twice as far below what it cost when the position borrowed, on the same days", () => {
    const begun = tape.rows.findLast(({ time }) => time <= owing.levered)?.ethUsd?.value ?? 0n;
    const [once, twice] = [dollarsAt(1), dollarsAt(2)];
    for (const [index, price] of once.entries()) {
      const later = (lending.tape.rows[index]?.time ?? 0) > owing.levered;
      expect(twice[index]).toBe(later && price < begun ? begun - 2n * (begun - price) : price);
    }
    const prices = dollarsAt(axis.largest(owing)).map((price) => Number(price) / 1e18);
    const lowest = Number(begun) / 1e18 / Math.min(...prices);
    // To a hundredth of the fall.
    expect(lowest).toBeGreaterThan(40);
    expect(lowest).toBeLessThanOrEqual(50);
  });

  test("breaks a loan of dollars that nobody looks after, and later one that a keeper repays", () => {
    const alone = baseOf({ ...lending, managed: false });
    const [kept, left] = [breakAlong(owing, axis), breakAlong(alone, axis)];
    expect(left.value).toBeLessThan(1);
    expect(kept.value ?? Number.POSITIVE_INFINITY).toBeGreaterThan(1);
  });

  test("is nothing to a loop, which owes none", () => {
    expect(axesOf("leveraged-loop")).not.toContain(axis);
    expect(axesOf("lending")).toContain(axis);
    expect(() => breakAlong(base, axis)).toThrow(
      expect.objectContaining({ code: "KEEL_BREAK", message: "a leveraged-loop owes no dollars" }),
    );
  });
});

describe("the keeper's delay, in six times the depeg", () => {
  const deeper = baseOf(worsened(base, axisNamed("depth"), 6));
  const axis = axisNamed("keeper-delay");
  const found = breakAlong(deeper, axis);

  test("is found to the row: one row sooner holds", () => {
    const { value, survivedUpTo, liquidatedAt } = found;
    if (value === null || survivedUpTo === null) throw new Error("six times the depeg breaks a late keeper");
    expect(value - survivedUpTo).toBe(6);
    const liquidations = (hours: number) => runExact(worsened(deeper, axis, hours)).liquidations;
    expect(liquidations(survivedUpTo)).toEqual([]);
    expect(liquidations(value)[0]).toBe(liquidatedAt);
  });

  test("tells every value tried, both ends of the answer among them", () => {
    const at = (value: number | null) => found.tried.find((one) => one.value === value)?.liquidatedAt;
    expect(at(0)).toBeNull();
    expect(at(found.survivedUpTo)).toBeNull();
    expect(at(found.value)).toBe(found.liquidatedAt);
  });

  test("is asked of the same rows by whoever asks in seconds", () => {
    const { keeper } = worsened(deeper, axis, 6);
    expect(keeper.faults).toMatchObject({ latency: 6 * HOUR, after: deeper.levered });
  });
});

test("what is liquidated as it is has no value that held, but for a depeg less deep", () => {
  const alone = baseOf({ ...worsened(base, axisNamed("depth"), 6), managed: false });
  expect(breakAlong(alone, axisNamed("liquidity"))).toMatchObject({ value: 1, survivedUpTo: null });
  const { value } = breakAlong(alone, axisNamed("depth"));
  expect(value).toBeGreaterThan(0.5);
  expect(value).toBeLessThan(1);
});

test("what is liquidated without any depeg breaks at none", () => {
  const levered = baseOf(loopThrough2022("aggressive", { managed: false }));
  // At what a lender asks that has lent out nearly everything, the debt alone outgrows the collateral.
  const costly = { ...levered, run: worsened(levered, axisNamed("borrow-rate"), 75) };
  expect(breakAlong(costly, axisNamed("depth"))).toMatchObject({ value: 0, survivedUpTo: null });
});

test("a tape without a depeg cannot be deeper, one that only rises not be faster", () => {
  const rows = tape.rows.map((row, index) => ({
    ...row,
    stethEth: { value: WAD + BigInt(index), label: "measured" } as const,
  }));
  const calm = { run: { ...run, tape: { name: "calm", rows } }, levered: 0 };
  for (const name of ["depth", "speed"])
    expect(() => breakAlong(calm, axisNamed(name))).toThrow(expect.objectContaining({ code: "KEEL_BREAK" }));
  expect(() => axisNamed("luck")).toThrow(expect.objectContaining({ code: "KEEL_UNKNOWN_AXIS" }));
});
