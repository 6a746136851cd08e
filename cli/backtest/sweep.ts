/**
 * `keel backtest sweep`: many settings of the loop over one tape, by the fast engine, measured against the exact one; by the whole exact
 * engine where settings have rules or others come and go.
 */
import { type ColumnOf, tableOf } from "../../backtest/artefacts/table.ts";
import { type LoopOutcome, OUTCOME_FIELDS } from "../../backtest/columns/loop-case.ts";
import type { Flow } from "../../backtest/engine/flows.ts";
import type { Point } from "../../backtest/sweep/plan.ts";
import { robustScore } from "../../backtest/sweep/robustness.ts";
import { runSweep, type Sweep, topOf } from "../../backtest/sweep/sweep.ts";
import type { TapeRow } from "../../backtest/tape/tape.ts";
import { KeelError } from "../../errors/keel-error.ts";
import type { Config } from "../config.ts";
import { newTable } from "../table.ts";
import type { Artefact } from "./artefact.ts";
import { provenanceOf } from "./hashes.ts";
import { type StudyProgress, stoppedEarly } from "./progress.ts";
import type { Source } from "./source.ts";
import { chosenSpace, type SpaceChoice, spaceOf } from "./space.ts";

export interface SweepStudy extends SpaceChoice {
  readonly top: number;
  /** Threads that run settings; as many as there are cores without it. */
  readonly workers?: number;
  /** Keeps what is done in this folder. */
  readonly keep?: string;
  /** Who comes and goes beside the first depositor; a time is the first row's from then on. */
  readonly flows?: readonly Flow[];
}

export interface SweepResults {
  readonly source: Source;
  readonly sweep: Sweep;
  readonly unsound: number;
  readonly best: readonly {
    readonly point: Point;
    readonly outcome: LoopOutcome;
    readonly score: number;
    readonly robust: number;
  }[];
  readonly scoreOf: (outcome: LoopOutcome) => number;
}

/** @throws what a space of settings does */
export async function sweepStudy(
  config: Config,
  study: SweepStudy,
  progress: StudyProgress,
): Promise<SweepResults> {
  const { source, columns, cases, unsound, rules, scoreOf, ...space } = await spaceOf(config, study);
  const flows = flowsAmong(space.whole.rows, study.flows ?? []);
  const whole = rules.length > 0 || flows.length > 0 ? { whole: { ...space.whole, flows } } : {};
  const stop = new AbortController();
  const sweep = await runSweep(columns, cases, {
    ...(study.workers !== undefined && { workers: Math.max(1, study.workers) }),
    ...(study.keep !== undefined && { folder: study.keep }),
    ...whole,
    signal: stop.signal,
    onProgress: (done, of) => {
      progress.update(done, of);
      if (progress.stopped) stop.abort();
    },
  });
  if (sweep.done === 0) throw stoppedEarly();
  const best = topOf(sweep, study.top, scoreOf).map(({ case: { point }, outcome }) => ({
    point,
    outcome,
    score: scoreOf(outcome),
    robust: robustScore(sweep, point, scoreOf),
  }));
  return { source, sweep, unsound, best, scoreOf };
}

/** Flows at the first row from their time on. @throws KEEL_FLOWS where there is none */
function flowsAmong(rows: readonly TapeRow[], flows: readonly Flow[]): readonly Flow[] {
  return flows.map((flow) => {
    const row = rows.find(({ time }) => time >= flow.time);
    if (row !== undefined) return { ...flow, time: row.time };
    const what = `${flow.who} comes or goes on ${new Date(flow.time * 1_000).toISOString().slice(0, 10)}, when the tape is over`;
    throw new KeelError("KEEL_FLOWS", what, "Leave them out, or take a longer tape");
  });
}

const plain = (value: number) => String(Number(value.toPrecision(6)));
const percent = (value: number) => (Number.isFinite(value) ? `${(value * 100).toFixed(2)}%` : "–");

/** The best settings as rows of text, below their names. */
export function bestRows({ best }: SweepResults): { head: string[]; rows: string[][] } {
  const axes = Object.keys(best[0]?.point ?? {});
  const rows = best.map(({ point, outcome, score, robust }) => [
    ...axes.map((name) => plain(point[name] ?? Number.NaN)),
    plain(score),
    Number.isFinite(robust) ? plain(robust) : "liquidated",
    percent(outcome.apr),
    percent(outcome.maxDrawdown),
    percent(outcome.maxLtv),
    String(outcome.levers + outcome.delevers),
  ]);
  return { head: [...axes, "score", "worst nearby", "APR", "drawdown", "max LTV", "trades"], rows };
}

export function sweepTable(results: SweepResults): string {
  const { head, rows } = bestRows(results);
  const table = newTable([], head);
  table.push(...rows);
  return [table.toString(), summaryOf(results)].join("\n");
}

/** How much was tried, and how far it may be trusted. */
export function summaryOf({ sweep, unsound, source }: SweepResults): string {
  const { done, cases, error } = sweep;
  const refused = unsound === 0 ? "" : `; ${unsound} more are unsound and were not run`;
  if (error === undefined)
    return (
      `${done} of ${cases.length} settings run by the whole exact engine${refused}, since they have rules of their own or others come and go. ` +
      "A drawdown is that of a share's exit value, row by row."
    );
  const off = [error.unitsPerShare, error.maxDrawdown, error.maxLtv];
  const worst = off.map((part) => part.toExponential(1)).join(", ");
  return (
    `${done} of ${cases.length} settings run by the fast engine${refused}. On ${error.sampled} of them the exact engine differs by at ` +
    `most ${worst} in units a share, drawdown and max LTV, and acts otherwise in ${error.otherActions}.` +
    (source.world.withdrawalQueue === undefined ? "" : " Neither waits in Lido's queue: what unwinds, sells.")
  );
}

interface TriedRow {
  readonly point: Point;
  readonly outcome: LoopOutcome;
}

export function sweepArtefact(config: Config, study: SweepStudy, results: SweepResults): Artefact {
  const { source, sweep, unsound, best, scoreOf } = results;
  const axes = Object.keys(sweep.cases[0]?.point ?? {});
  const columns = <Name extends string>(
    names: readonly Name[],
    read: (row: TriedRow, name: Name) => number,
  ) =>
    Object.fromEntries(
      names.map((name): [Name, ColumnOf<TriedRow>] => [name, ["number", (row) => read(row, name)]]),
    );
  const tried = sweep.cases.flatMap(({ point }, index): TriedRow[] => {
    const outcome = sweep.outcomes.at(index);
    return outcome === undefined ? [] : [{ point, outcome }];
  });
  return {
    made: provenanceOf("sweep", config, source, study),
    source,
    told: {
      ...chosenSpace(study),
      says: summaryOf(results),
      done: sweep.done,
      of: sweep.cases.length,
      unsound,
      error: sweep.error ?? null,
      best,
    },
    tables: [
      tableOf<TriedRow>(
        "settings",
        {
          ...columns(axes, ({ point }, name) => point[name] ?? Number.NaN),
          score: ["number", ({ outcome }) => scoreOf(outcome)],
          ...columns(OUTCOME_FIELDS, ({ outcome }, name) => outcome[name]),
        },
        tried,
      ),
    ],
    text: sweepTable(results),
  };
}
