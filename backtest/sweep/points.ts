/** The points that a sweep tries: every combination, or as many as asked for, at random or evenly by Sobol's sequence. */
import type { MathJsInstance } from "mathjs";
import { SobolSequenceGenerator } from "sobol";
import { KeelError } from "../../errors/keel-error.ts";
import { mathOf } from "./mathjs.ts";
import type { Point, SweepPlan } from "./plan.ts";

const MOST_POINTS = 1_000_000;

/** @throws KEEL_SWEEP where a range is none, a count is missing or there are too many points */
export async function pointsOf(plan: SweepPlan): Promise<Point[]> {
  const math = await mathOf(plan.seed);
  const names = Object.keys(plan.axes);
  const ranges = names.map((name) => rangeOf(math, name, plan.axes[name] ?? ""));
  const total =
    plan.method === "grid" ? ranges.reduce((product, range) => product * range.length, 1) : plan.count;
  if (total === undefined || !Number.isSafeInteger(total) || total < 1 || total > MOST_POINTS)
    throw new KeelError(
      "KEEL_SWEEP",
      `a sweep of ${total ?? "unknown"} points is not from 1 to ${MOST_POINTS}`,
      plan.method === "grid" ? "Take fewer or shorter axes" : "Say how many points in count",
    );
  const point = (values: readonly number[]): Point =>
    Object.fromEntries(names.map((name, axis) => [name, values[axis] as number]));
  if (plan.method === "grid")
    return Array.from({ length: total }, (_, index) => point(combination(ranges, index)));
  const bounds = ranges.map((range) => [Math.min(...range), Math.max(...range)] as const);
  const within = (parts: readonly number[]) =>
    point(bounds.map(([low, high], axis) => low + (parts[axis] as number) * (high - low)));
  const next = plan.method === "sobol" ? sobol(names.length) : () => names.map(() => math.random());
  return Array.from({ length: total }, () => within(next()));
}

/** The last axis turns fastest. */
function combination(ranges: readonly (readonly number[])[], index: number): number[] {
  let rest = index;
  return ranges
    .toReversed()
    .map((range) => {
      const value = range[rest % range.length] as number;
      rest = Math.floor(rest / range.length);
      return value;
    })
    .reverse();
}

function sobol(dimension: number): () => number[] {
  const generator = new SobolSequenceGenerator(dimension);
  // All zeros.
  generator.nextVector();
  return () => generator.nextVector();
}

function rangeOf(math: MathJsInstance, name: string, expression: string): number[] {
  const wrong = (problem: string) =>
    new KeelError(
      "KEEL_SWEEP",
      `the range of ${name}, "${expression}", ${problem}`,
      'Write "0.5:0.01:0.7", from, step and to, or "[0.5, 0.6]"',
    );
  let values: unknown;
  try {
    values = math.evaluate(expression);
  } catch (error) {
    throw wrong(`does not evaluate: ${error instanceof Error ? error.message : error}`);
  }
  const list = Array.isArray(values) ? values : [values];
  if (list.length === 0) throw wrong("is empty");
  if (!list.every((value) => typeof value === "number" && Number.isFinite(value)))
    throw wrong("has a value that is no number");
  return list;
}
