/** `keel backtest walk-forward`: settings chosen on one stretch of the tape and tried on the next. */
import { type ColumnOf, tableOf } from "../../backtest/artefacts/table.ts";
import { type LoopCase, OUTCOME_FIELDS } from "../../backtest/columns/loop-case.ts";
import { summaryOf, type WalkForwardSummary } from "../../backtest/walk-forward/stability.ts";
import {
  type WalkForward,
  type WindowResult,
  walkForward,
} from "../../backtest/walk-forward/walk-forward.ts";
import { type Windowing, windowsOf } from "../../backtest/walk-forward/windows.ts";
import { KeelError } from "../../errors/keel-error.ts";
import type { Config } from "../config.ts";
import { newTable } from "../table.ts";
import type { Artefact } from "./artefact.ts";
import { provenanceOf } from "./hashes.ts";
import { type StudyProgress, stoppedEarly } from "./progress.ts";
import type { Source } from "./source.ts";
import { chosenSpace, type SpaceChoice, spaceOf } from "./space.ts";

/** A million times a year. */
const AT_ONCE = 10n ** 24n;

export interface WalkForwardStudy extends SpaceChoice, Windowing {
  readonly choose: WalkForward["choose"];
  /** Threads that run settings; as many as there are cores without it. */
  readonly workers?: number;
  /** Keeps what is done in this folder. */
  readonly keep?: string;
}

export interface WalkForwardResults {
  readonly source: Source;
  /** Of the tape's rows, unix seconds. */
  readonly time: Float64Array;
  /** Windows in all, and those that are done. */
  readonly of: number;
  readonly windows: readonly WindowResult[];
  readonly settings: number;
  readonly unsound: number;
  readonly summary: WalkForwardSummary;
}

/** Ends early, with the windows that are done, once `progress` says so. @throws KEEL_WALK_FORWARD, and what a sweep does */
export async function walkForwardStudy(
  config: Config,
  study: WalkForwardStudy,
  progress: StudyProgress,
): Promise<WalkForwardResults> {
  const space = await spaceOf(config, study);
  const { columns, source, unsound, rules } = space;
  if (rules.length > 0)
    throw new KeelError(
      "KEEL_SWEEP",
      "the setting has rules of its own, which the engines that walk forward do not heed",
      "Leave them out, or try settings on the whole tape with `keel backtest sweep`",
    );
  const windows = windowsOf(columns.time, study);
  const cases = space.cases.map(({ point, setting }) => ({ point, setting: recognisingAtOnce(setting) }));
  const base = recognisingAtOnce(space.base);
  const ends = new Set(windows.flatMap(({ known, tried }) => [known.from, known.to, tried.to]));
  const total = cases.length * (ends.size - (ends.has(0) ? 1 : 0));
  const stop = new AbortController();
  let before = 0;
  const sweep = {
    ...(study.workers !== undefined && { workers: Math.max(1, study.workers) }),
    ...(study.keep !== undefined && { folder: study.keep }),
    signal: stop.signal,
    onProgress: (done: number) => {
      progress.update(before + done, total);
      if (done === cases.length) before += done;
      if (progress.stopped) stop.abort();
    },
  };
  const done: WindowResult[] = [];
  for await (const result of walkForward({ ...space, cases, base, windows, choose: study.choose, sweep })) {
    done.push(result);
    if (progress.stopped) break;
  }
  if (done.length === 0) throw stoppedEarly();
  const summary = summaryOf(done, columns);
  const { time } = columns;
  return { source, time, of: windows.length, windows: done, settings: cases.length, unsound, summary };
}

/** A vault's bound on growth takes longer than a stretch lasts, and would make all settings alike. */
const recognisingAtOnce = (setting: LoopCase): LoopCase => ({
  ...setting,
  vault: { ...setting.vault, maxRate: AT_ONCE },
});

const plain = (value: number): string => String(Number(Number(value.toPrecision(6)).toFixed(9)));
const percent = (value: number): string => (Number.isFinite(value) ? `${(value * 100).toFixed(2)}%` : "–");
const score = (value: number): string => (Number.isFinite(value) ? plain(value) : "liquidated");
const day = (time = 0): string => new Date(time * 1_000).toISOString().slice(0, 10);

export function walkForwardTable({
  windows,
  time,
  of,
  settings,
  unsound,
  summary,
}: WalkForwardResults): string {
  const axes = summary.axes.map(({ axis }) => axis);
  const table = newTable(
    ["tried from", "to"],
    [...axes, "score in", "score out", "APR in", "APR out", "unchosen", "better than"],
  );
  for (const { window, chosen, inSample, outOfSample, unchosen, rank } of windows) {
    table.push([
      day(time[window.tried.from]),
      day(time[window.tried.to - 1]),
      ...axes.map((axis) => plain(chosen[axis] ?? Number.NaN)),
      score(inSample.score),
      score(outOfSample.score),
      percent(inSample.outcome.apr),
      percent(outOfSample.outcome.apr),
      percent(unchosen.outcome.apr),
      `${Math.round(rank * 100)}%`,
    ]);
  }
  const refused = unsound === 0 ? "" : `; ${unsound} more are unsound`;
  const { efficiency, outOfSampleApr, inSampleApr, unchosenApr, belowMedian } = summary;
  const worth =
    efficiency === null || efficiency < 0 ? "" : `, ${percent(efficiency)} of what it looked like`;
  const stable = summary.axes.map(
    ({ axis, mean, deviation, least, most, changes }) =>
      `${axis}: ${plain(mean)} ± ${plain(deviation)}, from ${plain(least)} to ${plain(most)}, changed in ${changes} of ${windows.length - 1} windows`,
  );
  return [
    table.toString(),
    `${windows.length} of ${of} windows, ${settings} settings each${refused}`,
    `chosen where it was known ${percent(inSampleApr)} a year; where it was not ${percent(outOfSampleApr)}${worth}; without choosing ${percent(unchosenApr)}`,
    `the choice was below the median setting in ${percent(belowMedian)} of windows; luck is in half`,
    ...stable,
  ].join("\n");
}

/** When a window's stretches begin, and when the last one ends; unix seconds. */
interface Row extends WindowResult {
  readonly knownFrom: number;
  readonly triedFrom: number;
  readonly triedTo: number;
}

export function walkForwardArtefact(
  config: Config,
  study: WalkForwardStudy,
  results: WalkForwardResults,
): Artefact {
  const { source, time, windows, of, settings, unsound, summary } = results;
  const { train, test, anchored, choose } = study;
  const rows = windows.map(({ window, ...result }): Row => {
    const { known, tried } = window;
    const at = (row: number) => time[row] ?? 0;
    return {
      window,
      knownFrom: at(known.from),
      triedFrom: at(tried.from),
      triedTo: at(tried.to - 1),
      ...result,
    };
  });
  const numbers = <Name extends string>(
    names: readonly Name[],
    prefix: string,
    read: (row: Row, name: Name) => number | undefined,
  ) =>
    Object.fromEntries(
      names.map((name): [string, ColumnOf<Row>] => [
        `${prefix}${name}`,
        ["number", (row) => read(row, name)],
      ]),
    );
  const axes = summary.axes.map(({ axis }) => axis);
  return {
    made: provenanceOf("walk-forward", config, source, study),
    source,
    told: {
      ...chosenSpace(study),
      train,
      test,
      anchored,
      choose,
      of,
      settings,
      unsound,
      summary,
      windows: rows.map(({ window: _window, ...result }) => result),
    },
    tables: [
      tableOf<Row>(
        "windows",
        {
          known_from: ["time", ({ knownFrom }) => knownFrom],
          tried_from: ["time", ({ triedFrom }) => triedFrom],
          tried_to: ["time", ({ triedTo }) => triedTo],
          ...numbers(axes, "", ({ chosen }, axis) => chosen[axis]),
          rank: ["number", ({ rank }) => rank],
          score_in: ["number", ({ inSample }) => inSample.score],
          score_out: ["number", ({ outOfSample }) => outOfSample.score],
          ...numbers(OUTCOME_FIELDS, "in_", ({ inSample }, name) => inSample.outcome[name]),
          ...numbers(OUTCOME_FIELDS, "out_", ({ outOfSample }, name) => outOfSample.outcome[name]),
          ...numbers(OUTCOME_FIELDS, "unchosen_", ({ unchosen }, name) => unchosen.outcome[name]),
        },
        rows,
      ),
    ],
    text: walkForwardTable(results),
  };
}
