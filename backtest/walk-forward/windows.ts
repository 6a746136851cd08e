/** A tape in windows: a stretch to choose a setting on, and the stretch after it to see how the choice does. */
import { KeelError } from "../../errors/keel-error.ts";

/** Rows of a tape, without their end. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The second begins where the first ends. */
export interface Window {
  readonly known: Stretch;
  readonly tried: Stretch;
}

/** Days. */
export interface Windowing {
  /** How long a setting is chosen on, and how long the choice is tried; 1 or more. */
  readonly train: number;
  readonly test: number;
  /** Whether each window begins with the tape and grows; else each begins `test` days after the one before. */
  readonly anchored: boolean;
}

const DAY = 86_400;

/**
 * Whole windows, whose tests follow one another without a gap. What is left at the tape's end is in none.
 * @param time of the tape's rows, unix seconds
 * @throws KEEL_WALK_FORWARD where the tape is too short for one, or its rows are further apart than a stretch is long
 */
export function windowsOf(time: Float64Array, { train, test, anchored }: Windowing): readonly Window[] {
  const refuse = (what: string): never => {
    throw new KeelError("KEEL_WALK_FORWARD", what, "Choose other lengths");
  };
  if (train < 1 || test < 1) refuse("a stretch has no days");
  const begin = time[0] ?? 0;
  const rowAt = (day: number) => {
    const row = time.findIndex((at) => at >= begin + day * DAY);
    return row < 0 ? time.length : row;
  };
  const days = ((time.at(-1) ?? 0) - begin) / DAY;
  const count = Math.floor((days - train) / test + 1e-9);
  if (count < 1) refuse(`a tape of ${days.toFixed(1)} days has no window of ${train} and ${test} days`);
  return Array.from({ length: count }, (_, index) => {
    const split = train + index * test;
    const known = { from: anchored ? 0 : rowAt(index * test), to: rowAt(split) };
    const tried = { from: rowAt(split), to: rowAt(split + test) };
    if (known.to - known.from < 2 || tried.to - tried.from < 2) refuse("a stretch has fewer than two rows");
    return { known, tried };
  });
}
