/**
 * Rows in spans of at most a day, with the extremes of the market in each: where a position is quiet at the extremes it is quiet in
 * every row between them, so that most rows cost their interest and nothing else.
 */
import type { Columns } from "./columns.ts";

/** Rows of a span, at most. The longer one is, the wider its extremes lie. */
const LONGEST = 32;

/** An entry a span. */
export interface Spans {
  readonly count: number;
  /** First row, and the one after the last. A row that begins a day begins a span. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 1 where each row's market price was seen in the row. */
  readonly fresh: Uint8Array;
  /** Least and most of columns; `kink` tells how little, and how much, debt is cheap. */
  readonly leastPeg: Float64Array;
  readonly mostPeg: Float64Array;
  readonly leastWorth: Float64Array;
  readonly mostWorth: Float64Array;
  readonly leastStaking: Float64Array;
  readonly mostStaking: Float64Array;
  readonly leastKink: Float64Array;
  readonly mostKink: Float64Array;
}

/** Of all rows but the first, in which nobody decides. */
export function spansOf(
  { rows, newDay, age, peg, stakingApr }: Columns,
  worth: Float64Array,
  kink: Float64Array,
): Spans {
  const bounds = [1];
  for (let row = 2; row < rows; row++)
    if (newDay[row] === 1 || row - (bounds.at(-1) as number) === LONGEST) bounds.push(row);
  const count = rows > 1 ? bounds.length : 0;
  bounds.push(rows);
  const shared = (bytes: number) => new SharedArrayBuffer(count * bytes);
  const over = (column: Float64Array, better: (a: number, b: number) => number) => {
    const extremes = new Float64Array(shared(8));
    for (let span = 0; span < count; span++)
      extremes[span] = column.subarray(bounds[span], bounds[span + 1]).reduce((a, b) => better(a, b));
    return extremes;
  };
  const from = new Int32Array(shared(4));
  const to = new Int32Array(shared(4));
  from.set(bounds.slice(0, count));
  to.set(bounds.slice(1, count + 1));
  const oldest = over(age, Math.max);
  const fresh = new Uint8Array(shared(1));
  for (let span = 0; span < count; span++) fresh[span] = oldest[span] === 0 ? 1 : 0;
  return {
    count,
    from,
    to,
    fresh,
    leastPeg: over(peg, Math.min),
    mostPeg: over(peg, Math.max),
    leastWorth: over(worth, Math.min),
    mostWorth: over(worth, Math.max),
    leastStaking: over(stakingApr, Math.min),
    mostStaking: over(stakingApr, Math.max),
    leastKink: over(kink, Math.min),
    mostKink: over(kink, Math.max),
  };
}
