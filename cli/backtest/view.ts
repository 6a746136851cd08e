/** The ways through a study's market side by side: a table to read, and one for files. */
import { ATTRIBUTION_COLUMNS, METRIC_COLUMNS } from "../../backtest/artefacts/metrics-columns.ts";
import { type FigureTable, tableOf } from "../../backtest/artefacts/table.ts";
import { attributionFigures, NONE, poolFigures, RUN_FIGURES } from "../../backtest/report/run-figures.ts";
import { newTable } from "../table.ts";
import type { Results } from "./run.ts";
import type { Result } from "./way.ts";

/** Columns of a way's results, for files. */
export const RESULT_COLUMNS = { ...METRIC_COLUMNS, ...ATTRIBUTION_COLUMNS };

export const waysTable = (ways: Results["ways"]): FigureTable =>
  tableOf<Result & { readonly way: string }>(
    "ways",
    { way: ["text", ({ way }) => way], ...RESULT_COLUMNS },
    Object.entries(ways).map(([way, result]) => ({ ...result, way })),
  );

const breakWords =
  (searchedTo: number) =>
  ({ breakSeverity, maxLtv }: Result): string => {
    if (maxLtv === 0) return NONE;
    return breakSeverity ? `${breakSeverity.toFixed(2)}× the depeg` : `none up to ${searchedTo}×`;
  };

export function toTable({ ways, breakSearchedTo }: Omit<Results, "source">): string {
  const results = Object.values(ways);
  const table = newTable(["100 stETH"], Object.keys(ways));
  for (const { title, figure } of [...RUN_FIGURES, ...poolFigures(results), ...attributionFigures(results)])
    table.push([title, ...results.map(figure)]);
  if (breakSearchedTo !== undefined)
    table.push(["first liquidated at", ...results.map(breakWords(breakSearchedTo))]);
  const held = results.flatMap(({ rules = [] }) =>
    rules.map(({ name, when, ask, steps }) => `rule "${name}": ${when}; ${ask}; held in ${steps} steps`),
  );
  return [table.toString(), ...held].join("\n");
}
