import { describe, expect, test } from "vitest";
import type { Statistic } from "./condition.ts";
import { History, LONGEST_HOLD } from "./history.ts";

const NOON = 1_651_406_400;
const HOUR = 3_600;
const minute = (statistic: Statistic) => ({ statistic, of: 0, seconds: 60 });
const ALL = (["mean", "std", "min", "max", "change"] as const).map(minute);

/** The windows at the last of some looks, each a value by its seconds past noon. */
function seen(looks: Readonly<Record<number, number>>, windows = ALL) {
  const history = new History(windows);
  return Object.entries(looks)
    .map(([at, value]) => history.look(NOON + Number(at), [value]))
    .at(-1);
}

describe("a window", () => {
  test("weighs each value by how long it held: 20 seconds of 10, then 40 of 40", () => {
    // Mean 30; variance (20·20² + 40·10²) / 60 = 200, whose root is 14.14.
    expect(seen({ 0: 10, 20: 40, 60: 99 })).toEqual([30, 14, 10, 40, 89]);
  });

  test("does not depend on how often somebody looked", () => {
    const rarely = seen({ 0: 10, 20: 40, 60: 99 });
    expect(seen({ 0: 10, 5: 10, 19: 10, 20: 40, 21: 40, 59: 40, 60: 99 })).toEqual(rarely);
  });

  test("BTK-03 ends before now: what is seen now is in none of its seconds", () => {
    expect(seen({ 0: 10, 60: 1_000_000 })?.slice(0, 4)).toEqual([10, 0, 10, 10]);
  });

  test("floors a negative mean as ratios are floored", () => {
    expect(seen({ 0: -1, 30: -2, 60: 0 }, [minute("mean")])).toEqual([-2]);
  });

  test("has no value until it is full, to the second", () => {
    expect(seen({ 0: 10, 59: 10 })).toEqual(ALL.map(() => undefined));
    expect(seen({ 0: 10, 60: 10 })).toEqual([10, 0, 10, 10, 0]);
  });

  test("starts anew after a silence of more than 26 hours", () => {
    const mean = [minute("mean")];
    expect(seen({ 0: 10, [LONGEST_HOLD]: 10 }, mean)).toEqual([10]);
    expect(seen({ 0: 10, [LONGEST_HOLD + 1]: 10 }, mean)).toEqual([undefined]);
    expect(seen({ 0: 10, [LONGEST_HOLD + 1]: 20, [LONGEST_HOLD + 61]: 20 }, mean)).toEqual([20]);
  });

  test("takes the later of two looks in one second", () => {
    const history = new History(ALL);
    history.look(NOON, [10]);
    history.look(NOON, [20]);
    expect(history.look(NOON + 60, [0])).toEqual([20, 0, 20, 20, -20]);
  });

  test("is exact where sums exceed what a float holds: a year at the largest ratio", () => {
    const largest = 1_000_000_000_000;
    const history = new History([{ statistic: "std", of: 0, seconds: 365 * 24 * HOUR }]);
    for (let hour = 0; hour < 365 * 24; hour++) {
      history.look(NOON + hour * HOUR, [hour % 2 === 0 ? largest : -largest]);
    }
    expect(history.look(NOON + 365 * 24 * HOUR, [0])).toEqual([largest]);
  });
});

test("time does not run backwards", () => {
  const history = new History(ALL);
  history.look(NOON + 1, [0]);
  expect(() => history.look(NOON, [0])).toThrow(RangeError);
});
