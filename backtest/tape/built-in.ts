/**
 * The tape that comes with Keel: `2022-depeg`, in steps of 6 hours. What its figures are is told in
 * 2022-depeg.csv.
 */
import { readFileSync } from "node:fs";
import type { Seconds, Wad } from "../../strategies/kernels/math/units.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { mainnetOfMay2022 } from "../worlds/mainnet-2022-05-01.ts";
import { csvTable } from "./csv-table.ts";
import { parseTape } from "./parse-tape.ts";
import type { TapeFile } from "./read-tape.ts";
import { scaleDepeg } from "./severity.ts";
import { shareRateAt } from "./share-rate.ts";
import { stepsBetween } from "./steps.ts";
import { sha256Of } from "./table.ts";
import type { Tape } from "./tape.ts";

export const BUILT_IN_TAPE = "2022-depeg";
export const BUILT_IN_TAPE_PATH = new URL("2022-depeg.csv", import.meta.url);

const DAY: Seconds = 86_400;
const STEP: Seconds = 21_600;

/** The built-in tape at a multiple (WAD) of the real depeg. */
export function builtInTape(multiple: Wad = WAD): Tape {
  const { name, rows } = builtInTapeFile();
  return { name, rows: scaleDepeg(rows, multiple) };
}

/** The built-in tape with the hash of its file. */
export function builtInTapeFile(): TapeFile {
  const bytes = readFileSync(BUILT_IN_TAPE_PATH);
  const table = csvTable(bytes.toString("utf8"), "2022-depeg.csv");
  const days = parseTape(table, { interval: DAY, rateCurve: mainnetOfMay2022().lender.weth.curve });
  const steps = stepsBetween(days.rows, STEP).map((row) => ({
    ...row,
    shareRate: { value: shareRateAt(row.time), label: "derived" as const },
  }));
  return { name: BUILT_IN_TAPE, rows: steps, sha256: sha256Of(bytes), filled: [] };
}
