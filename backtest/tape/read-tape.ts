/** A tape of one's own, from a file. */
import type { RateCurve } from "../../strategies/kernels/aave/rate-curve.ts";
import type { Seconds } from "../../strategies/kernels/math/units.ts";
import { type Filled, type FillRule, rowsMissing } from "./fill.ts";
import { parseTape } from "./parse-tape.ts";
import { readTable } from "./table.ts";
import type { Tape } from "./tape.ts";

/** Where the file's rows are further apart, steps are put between them. */
const LONGEST_STEP: Seconds = 21_600;

export interface TapeFile extends Tape {
  /** Of the file's bytes, hexadecimal. */
  readonly sha256: string;
  readonly filled: readonly Filled[];
}

export interface ReadOptions {
  /** What to do about rows that are missing; `refuse` without it. */
  readonly fill?: FillRule;
  /** What holds in the steps between two rows; the earlier row without it (BTK-03). */
  readonly between?: Exclude<FillRule, "refuse">;
  /** The lender's, by which a borrow rate tells the utilisation. */
  readonly rateCurve: RateCurve;
}

/**
 * Reads `.csv` or `.parquet`. Rows a multiple of six hours apart become steps of six hours; others are the steps.
 * @throws KEEL_NO_FILE, KEEL_TAPE_FORMAT, KEEL_TAPE_BAD_ROW
 */
export async function readTape(path: string | URL, options: ReadOptions): Promise<TapeFile> {
  const { between = "hold", ...parsing } = options;
  const { table, sha256 } = await readTable(path);
  const { rows, interval, filled } = parseTape(table, parsing);
  const step = interval % LONGEST_STEP === 0 ? LONGEST_STEP : interval;
  const steps = rows.flatMap((row, index) => {
    const next = rows[index + 1];
    return next === undefined ? [row] : [row, ...rowsMissing(row, next, step, between)];
  });
  return { name: table.file, rows: steps, sha256, filled };
}
