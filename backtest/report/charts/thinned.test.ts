import { expect, test } from "vitest";
import { type Point, thinned } from "./thinned.ts";

const COLUMNS = 1_000;
const wave = (count: number): Point[] => Array.from({ length: count }, (_, at) => [at, Math.sin(at / 500)]);

test("a short line keeps every point", () => {
  const line = wave(COLUMNS);
  expect(thinned(line, COLUMNS)).toBe(line);
});

test("a long line keeps its ends, its order, and a spike of a single point", () => {
  const line = wave(50_000);
  line[31_234] = [31_234, 40];
  const left = thinned(line, COLUMNS);
  expect(left.length).toBeLessThanOrEqual(COLUMNS);
  expect([left[0], left.at(-1)]).toEqual([line[0], line.at(-1)]);
  expect(left.filter(([, value]) => value === 40)).toEqual([[31_234, 40]]);
  const times = left.map(([time]) => time);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test("no stretch of a long line reaches further than what is left of it", () => {
  const line = wave(20_000);
  const left = thinned(line, COLUMNS);
  for (const [time, value] of line.filter(([at]) => at % 97 === 0)) {
    const near = left.filter(([at]) => Math.abs(at - time) <= 50).map(([, kept]) => kept);
    expect(Math.max(...near)).toBeGreaterThanOrEqual(value - 0.05);
    expect(Math.min(...near)).toBeLessThanOrEqual(value + 0.05);
  }
});
