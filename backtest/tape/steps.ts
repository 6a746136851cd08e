/**
 * Fills the time between a tape's rows with steps on a straight line, in integers. What lies between two rows
 * is labelled synthetic; a figure that is carried from one row to the next stays carried.
 */
import type { Seconds } from "../../strategies/kernels/math/units.ts";
import type { Figure, FigureName, TapeRow } from "./tape.ts";

/** Rows `step` seconds apart, from the first row to the last. `step` must divide the time between rows. */
export function stepsBetween(rows: readonly TapeRow[], step: Seconds): TapeRow[] {
  const steps: TapeRow[] = [];
  for (const [index, row] of rows.entries()) {
    steps.push(row);
    const next = rows[index + 1];
    if (next === undefined) break;
    for (let time = row.time + step; time < next.time; time += step) steps.push(rowBetween(row, next, time));
  }
  return steps;
}

/** Figures that only one of the two rows has are absent between them. */
function rowBetween(before: TapeRow, after: TapeRow, time: Seconds): TapeRow {
  const row: { time: Seconds } & Partial<Record<FigureName, Figure>> = { time };
  for (const name of Object.keys(before) as (keyof TapeRow)[]) {
    if (name === "time") continue;
    const from = before[name];
    const to = after[name];
    if (from === undefined || to === undefined) continue;
    const elapsed = BigInt(time - before.time);
    const whole = BigInt(after.time - before.time);
    row[name] =
      to.label === "carried"
        ? { value: from.value, label: "carried" }
        : { value: from.value + ((to.value - from.value) * elapsed) / whole, label: "synthetic" };
  }
  return row as TapeRow;
}
