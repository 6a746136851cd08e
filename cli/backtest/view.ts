/** What became of a study, for people and for programs. */
import { attributionFigures, NONE, RUN_FIGURES } from "../../backtest/report/run-figures.ts";
import { newTable } from "../table.ts";
import type { Results } from "./run.ts";
import type { Source } from "./source.ts";
import type { Result } from "./way.ts";

/** Amounts in wei as decimal strings, ratios as plain numbers, times as unix seconds. */
export function toJson(source: Source, study: object): string {
  const { name, sha256, filled } = source.tape;
  const tape = { name, sha256, filled, assumed: source.assumed };
  const plain = (_: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);
  return JSON.stringify({ tape, ...study }, plain, 2);
}

const breakWords =
  (searchedTo: number) =>
  ({ breakSeverity, maxLtv }: Result): string => {
    if (maxLtv === 0) return NONE;
    return breakSeverity ? `${breakSeverity.toFixed(2)}× the depeg` : `none up to ${searchedTo}×`;
  };

export function toTable({ source, ways, breakSearchedTo }: Results): string {
  const results = Object.values(ways);
  const table = newTable(["100 stETH"], Object.keys(ways));
  for (const { title, figure } of [...RUN_FIGURES, ...attributionFigures(results)])
    table.push([title, ...results.map(figure)]);
  if (breakSearchedTo !== undefined)
    table.push(["first liquidated at", ...results.map(breakWords(breakSearchedTo))]);
  const held = results.flatMap(({ rules = [] }) =>
    rules.map(({ name, when, ask, steps }) => `rule "${name}": ${when}; ${ask}; held in ${steps} steps`),
  );
  return [table.toString(), ...held, tapeLine(source), ...notesOf(source)].join("\n");
}

/** Which tape it was, by its bytes. */
export const tapeLine = ({ tape }: Source): string => `tape ${tape.name}, sha256 ${tape.sha256}`;

/** What of the market was not in the tape, a sentence each. */
export function notesOf({ tape, assumed }: Source): string[] {
  const day = (time: number) => new Date(time * 1_000).toISOString().slice(0, 10);
  const filled = tape.filled.map(({ after, rows }) => `filled: ${rows} rows after ${day(after)}`);
  return [...filled, ...assumed.map((sentence) => `assumed: ${sentence}`)];
}
