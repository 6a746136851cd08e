/** What a stress does to a tape. Scenarios compose: each takes the rows that the one before it leaves. */
import type { Seconds, Wad } from "../../strategies/kernels/math/units.ts";
import type { Market } from "../../strategies/market/market.ts";
import type { TapeRow } from "../tape/tape.ts";

export interface Stress {
  /** When it begins; the rows before it stay as they are. */
  readonly from: Seconds;
  /** How severe, in multiples of what its description tells (WAD); 1 is as told. */
  readonly severity: Wad;
  /** The market that the tape begins in: its lender's rate curve, and its pool's depth where no row tells. */
  readonly world: Market;
}

export interface Scenario {
  readonly name: string;
  /** What happens at severity 1, and what it is modelled on. */
  readonly means: string;
  /** @throws KEEL_STRESS where the severity takes a figure where none can be */
  readonly apply: (rows: readonly TapeRow[], stress: Stress) => readonly TapeRow[];
}

export const HOUR: Seconds = 3_600;
export const DAY: Seconds = 24 * HOUR;

/**
 * The rows from `from` on, for `lasting` seconds, each changed by `change`. At least one row is, however far apart they are.
 */
export function changedFor(
  rows: readonly TapeRow[],
  from: Seconds,
  lasting: Seconds,
  change: (row: TapeRow) => TapeRow,
): readonly TapeRow[] {
  const first = rows.findIndex(({ time }) => time >= from);
  return rows.map((row, index) =>
    index === first || (row.time >= from && row.time < from + lasting) ? change(row) : row,
  );
}
