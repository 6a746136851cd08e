/** What to make of rows that a tape lacks. Nothing is filled unless a rule is named, and what was filled is told. */
import type { Seconds } from "../../strategies/kernels/math/units.ts";
import { relabelled } from "./relabel.ts";
import { stepsBetween } from "./steps.ts";
import type { TapeRow } from "./tape.ts";

/**
 * - `refuse`: a gap is an error
 * - `hold`: the last row's figures are carried until the next
 * - `linear`: a straight line from the last row to the next, labelled synthetic; it looks ahead, so what a run decides within a filled
 *   gap leans on a row that comes after it
 */
export const FILL_RULES = ["refuse", "hold", "linear"] as const;
export type FillRule = (typeof FILL_RULES)[number];

/** A hole in a tape that was filled. */
export interface Filled {
  /** The last row before it, and how many rows were put in. */
  readonly after: Seconds;
  readonly rows: number;
}

/** The rows missing between two rows, `interval` seconds apart. */
export function rowsMissing(
  before: TapeRow,
  after: TapeRow,
  interval: Seconds,
  rule: Exclude<FillRule, "refuse">,
): readonly TapeRow[] {
  if (rule === "linear") return stepsBetween([before, after], interval).slice(1, -1);
  const count = (after.time - before.time) / interval - 1;
  return Array.from({ length: count }, (_, index) =>
    relabelled(before, before.time + (index + 1) * interval, "carried"),
  );
}
