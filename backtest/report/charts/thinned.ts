/** A line of more points than a screen has columns, without those that nobody could see. */

/** Of a time and a value. */
export type Point = readonly [time: number, value: number];

/**
 * The first and the last point, and the lowest and the highest of each stretch between them: all that a column shows of it.
 * @param columns of the drawing; a line of no more points keeps all of them
 */
export function thinned(points: readonly Point[], columns: number): readonly Point[] {
  if (points.length <= columns) return points;
  const stretches = Math.floor(columns / 2) - 1;
  const kept = [points[0] as Point];
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = 1 + Math.floor((stretch * (points.length - 2)) / stretches);
    const to = 1 + Math.floor(((stretch + 1) * (points.length - 2)) / stretches);
    let [low, high] = [from, from];
    for (let at = from + 1; at < to; at++) {
      if (heightAt(points, at) < heightAt(points, low)) low = at;
      if (heightAt(points, at) > heightAt(points, high)) high = at;
    }
    kept.push(points[Math.min(low, high)] as Point);
    if (low !== high) kept.push(points[Math.max(low, high)] as Point);
  }
  kept.push(points.at(-1) as Point);
  return kept;
}

const heightAt = (points: readonly Point[], at: number): number => (points[at] as Point)[1];
