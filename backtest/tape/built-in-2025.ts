/**
 * The second tape that comes with Keel: `2025-2026`, in steps of 6 hours between Mondays, whose figures hold until the next Monday. What
 * they are is told in 2025-2026.csv.
 */
import { readFileSync } from "node:fs";
import type { Seconds, Wad } from "../../strategies/kernels/math/units.ts";
import { mainnetOfJuly2025 } from "../worlds/mainnet-2025-07-28.ts";
import { csvTable } from "./csv-table.ts";
import { rowsMissing } from "./fill.ts";
import { parseTape } from "./parse-tape.ts";
import type { TapeFile } from "./read-tape.ts";
import { sha256Of } from "./table.ts";
import type { Figure, TapeRow } from "./tape.ts";

export const TAPE_2025 = "2025-2026";
const PATH = new URL("2025-2026.csv", import.meta.url);

const WEEK: Seconds = 604_800;
const STEP: Seconds = 21_600;
const GAS_PRICE: Figure = { value: 10n ** 9n, label: "synthetic" };
/** Lido's share rate at block 23717396, taken as that of the day's midnight. */
const ANCHOR = { time: 1_762_128_000, rate: 1_218_116_400_000_000_000n };

/** The tape with the hash of its file. */
export function tapeFile2025(): TapeFile {
  const bytes = readFileSync(PATH);
  const table = csvTable(bytes.toString("utf8"), "2025-2026.csv");
  const { curve: rateCurve } = mainnetOfJuly2025().lender.weth;
  const { rows: weeks } = parseTape(table, { interval: WEEK, carryPrice: true, rateCurve });
  const rateOf = rateThroughAnchor(weeks);
  const rows = weeks.flatMap((row, index) => stepsOf(row, weeks[index + 1], rateOf));
  return { name: TAPE_2025, rows, sha256: sha256Of(bytes), filled: [] };
}

/** A Monday's row and the steps up to the next one, in which only Lido's share rate moves, on a straight line. */
function stepsOf(row: TapeRow, next: TapeRow | undefined, rateOf: (row: TapeRow) => Wad): TapeRow[] {
  const [from, to] = [rateOf(row), rateOf(next ?? row)];
  const held = next === undefined ? [] : rowsMissing(row, next, STEP, "hold");
  return [row, ...held].map((step) => ({
    ...step,
    gasPrice: GAS_PRICE,
    shareRate: {
      value: from + ((to - from) * BigInt(step.time - row.time)) / BigInt(WEEK),
      label: "derived",
    },
  }));
}

/** The share rates of `weeks`, which grow from one, scaled so that they go through the rate that is on record. */
function rateThroughAnchor(weeks: readonly TapeRow[]): (row: TapeRow) => Wad {
  const grownTo = ({ shareRate }: TapeRow): Wad => shareRate?.value ?? 0n;
  const anchored = weeks.find(({ time }) => time === ANCHOR.time);
  if (anchored === undefined) throw new RangeError("the tape of 2025-26 lacks the day of its anchor");
  return (row) => (grownTo(row) * ANCHOR.rate) / grownTo(anchored);
}
