/** Writes a sweep's page. */
import type { HeatCell } from "../../backtest/report/charts/heatmap.ts";
import { renderSweep } from "../../backtest/report/sweep-page.ts";
import { KeelError } from "../../errors/keel-error.ts";
import type { Config } from "../config.ts";
import { provenanceOf } from "./hashes.ts";
import { LIQUIDATED } from "./space.ts";
import { bestRows, type SweepResults, type SweepStudy, summaryOf } from "./sweep.ts";
import { writeResult } from "./write-result.ts";

/** A page with a heatmap of the first two axes, each cell the best of what else was tried there. */
export function writeSweepPage(path: string, config: Config, study: SweepStudy, results: SweepResults): void {
  const { sweep, source, scoreOf } = results;
  const [x, y] = Object.keys(sweep.cases[0]?.point ?? {});
  if (x === undefined || y === undefined)
    throw new KeelError("KEEL_BAD_ARGUMENT", "a heatmap wants two axes", "Name another --axis");
  const cells = new Map<string, HeatCell>();
  for (const [index, { point }] of sweep.cases.entries()) {
    const outcome = sweep.outcomes.at(index);
    const score = outcome === undefined ? LIQUIDATED : scoreOf(outcome);
    const at = { x: point[x] ?? 0, y: point[y] ?? 0 };
    const before = cells.get(`${at.x} ${at.y}`)?.score ?? null;
    const better = Number.isFinite(score) && (before === null || score > before) ? score : before;
    cells.set(`${at.x} ${at.y}`, { ...at, score: better });
  }
  const { head, rows } = bestRows(results);
  const page = renderSweep({
    title: `${study.by} over ${source.tape.name}`,
    says: summaryOf(results),
    heatmap: { axes: [x, y], score: study.by, cells: [...cells.values()] },
    head,
    best: rows,
    hashes: provenanceOf("sweep", config, source, study),
  });
  writeResult(path, page);
}
