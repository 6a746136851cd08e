/**
 * The tape that comes with Keel: `2022-depeg`, in steps of 6 hours. What its figures are is told in
 * 2022-depeg.csv.
 */
import { readFileSync } from "node:fs";
import type { Seconds, Wad } from "../../strategies/kernels/math/units.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { parseTape } from "./parse-tape.ts";
import { scaleDepeg } from "./severity.ts";
import { shareRateAt } from "./share-rate.ts";
import { stepsBetween } from "./steps.ts";
import type { Tape } from "./tape.ts";

export const BUILT_IN_TAPE = "2022-depeg";
export const BUILT_IN_TAPE_PATH = new URL("2022-depeg.csv", import.meta.url);

const DAY: Seconds = 86_400;
const STEP: Seconds = 21_600;

/** The built-in tape at a multiple (WAD) of the real depeg. */
export function builtInTape(multiple: Wad = WAD): Tape {
  const days = parseTape(readFileSync(BUILT_IN_TAPE_PATH, "utf8"), "2022-depeg.csv", DAY);
  const steps = stepsBetween(days, STEP).map((row) => ({
    ...row,
    shareRate: { value: shareRateAt(row.time), label: "derived" as const },
  }));
  return { name: BUILT_IN_TAPE, rows: scaleDepeg(steps, multiple) };
}
