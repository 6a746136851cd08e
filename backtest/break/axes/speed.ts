/** The fall of the price made faster: it begins later and is at the same low on the same day. */
import { KeelError } from "../../../errors/keel-error.ts";
import { repriced } from "../../tape/reprice.ts";
import type { TapeRow } from "../../tape/tape.ts";
import { type Axis, HUNDREDTH, hundredths } from "../axis.ts";

export const speed: Axis = {
  name: "speed",
  unit: "× as fast",
  means:
    "the prices up to the lowest in a fraction of the time, ending at the same low; at most the whole fall in one row",
  asItIs: 1,
  step: () => HUNDREDTH,
  largest: ({ run: { tape } }) => {
    const low = lowestRow(tape.rows);
    if (low > 1) return low;
    throw new KeelError(
      "KEEL_BREAK",
      `the tape ${tape.name} is at its lowest price at once, so nothing falls faster`,
      "Choose another axis, or a tape that begins before the fall",
    );
  },
  apply: ({ run }, value) => ({ ...run, tape: { ...run.tape, rows: hastened(run.tape.rows, value) } }),
};

const lowestRow = (rows: readonly TapeRow[]): number =>
  rows.reduce((low, row, index) => (row.stethEth.value < priceAt(rows, low) ? index : low), 0);

const priceAt = (rows: readonly TapeRow[], index: number): bigint => (rows[index] as TapeRow).stethEth.value;

/** Between two rows of the tape a straight line. */
function hastened(rows: readonly TapeRow[], value: number): readonly TapeRow[] {
  const times = Number(hundredths(value));
  const low = lowestRow(rows);
  return rows.map((row, index) => {
    if (index >= low) return row;
    const at = Math.max(0, low * 100 - (low - index) * times);
    const [from, part] = [Math.floor(at / 100), BigInt(at % 100)];
    const [before, after] = [priceAt(rows, from), priceAt(rows, from + 1)];
    return repriced(row, before + ((after - before) * part) / 100n);
  });
}
