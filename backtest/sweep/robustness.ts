/** Whether a good outcome is a good neighbourhood or a lucky point: the worst score among the nearest points tried. */
import type { LoopOutcome } from "../columns/loop-case.ts";
import type { Point } from "./plan.ts";
import type { Sweep } from "./sweep.ts";

/**
 * The lowest score among the point itself and its `neighbours` nearest, each axis measured in its own range.
 */
export function robustScore(
  { cases, outcomes }: Sweep,
  point: Point,
  score: (outcome: LoopOutcome) => number,
  neighbours = 8,
): number {
  const axes = Object.keys(point);
  const ranges = axes.map((name) => {
    const values = cases.map((one) => one.point[name] as number);
    const [low, high] = values.reduce(
      ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
    return high - low || 1;
  });
  const distance = (other: Point) =>
    axes.reduce((sum, name, axis) => {
      const apart = ((other[name] as number) - (point[name] as number)) / (ranges[axis] as number);
      return sum + apart * apart;
    }, 0);
  const near = cases
    .map((one, index) => ({ index, apart: distance(one.point) }))
    .sort((a, b) => a.apart - b.apart)
    .slice(0, neighbours + 1)
    .flatMap(({ index }) => outcomes.at(index) ?? []);
  return Math.min(...near.map(score));
}
