/**
 * A tape that might have been: blocks of the rows that were, drawn at random and put one after another. Price, pool, utilisation and
 * gas of a moment stay together, and within a block so does their order, so that what happens jointly and what lasts is kept.
 *
 * The stationary bootstrap of Politis and Romano (1994): a block ends with the same chance after every row, and the tape's end is
 * followed by its beginning. Figures are drawn as they stood, not as changes: a peg wanders back, and added changes would not.
 * Lido's share rate alone is drawn by its growth. Where two blocks meet figures jump, which is harsher than most that happened.
 */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { relabelled } from "../tape/relabel.ts";
import type { Tape, TapeRow } from "../tape/tape.ts";

export interface Resampling {
  /** Rows that a block has on average, 1 or more. */
  readonly blockRows: number;
  readonly seed: number;
}

/** As many rows at the same times; the first stays, since the run begins in it. The same seed gives the same tape. */
export function resampled({ name, rows }: Tape, { blockRows, seed }: Resampling): Tape {
  const random = xoroshiro128plus(seed);
  const [first] = rows;
  if (first === undefined || rows.length < 3)
    throw new RangeError("a tape of fewer than three rows has no blocks");
  const drawn: TapeRow[] = [first];
  let from = 0;
  for (const { time } of rows.slice(1)) {
    const ends = drawn.length === 1 || uniformInt(random, 1, blockRows) === 1;
    from = ends ? uniformInt(random, 1, rows.length - 1) : from === rows.length - 1 ? 1 : from + 1;
    const [source, before, last] = [rows[from], rows[from - 1], drawn.at(-1)] as [TapeRow, TapeRow, TapeRow];
    drawn.push(moved(source, time, grown(source, before, last)));
  }
  return { name: `${name}, resampled by ${seed}`, rows: drawn };
}

/** The share rate after the source's own growth over the row before it. */
function grown(source: TapeRow, before: TapeRow, last: TapeRow): bigint | undefined {
  if (source.shareRate === undefined || before.shareRate === undefined || last.shareRate === undefined)
    return undefined;
  return (last.shareRate.value * source.shareRate.value) / before.shareRate.value;
}

function moved(source: TapeRow, time: number, shareRate: bigint | undefined): TapeRow {
  const row = relabelled(source, time, "synthetic");
  return shareRate === undefined ? row : { ...row, shareRate: { value: shareRate, label: "synthetic" } };
}
