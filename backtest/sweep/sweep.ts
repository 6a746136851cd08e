/**
 * Many settings over one market: the fast engine in workers, measured against the exact one on a sample; or the whole exact engine, where
 * the fast one does not know what is asked. What is done is kept, and what was kept before is not done again.
 */
import { availableParallelism } from "node:os";
import Tinypool from "tinypool";
import type { Columns } from "../columns/columns.ts";
import { fastColumns } from "../columns/fast-columns.ts";
import type { LoopOutcome } from "../columns/loop-case.ts";
import type { SweepCase } from "./cases.ts";
import { type EngineError, engineError } from "./engine-error.ts";
import { SweepJournal } from "./journal.ts";
import { Outcomes } from "./outcomes.ts";
import type { WholeMarket } from "./whole.ts";

/** So many that a task takes longer than handing it over, so few that Ctrl-C loses little. */
const CASES_A_TASK = 256;
/** Of the whole exact engine, which takes a second for a year of hours. */
const WHOLE_CASES_A_TASK = 2;

export interface SweepOptions {
  /** As many as there are cores, without it. */
  readonly workers?: number;
  /** Where to keep what is done; nothing is kept without it. */
  readonly folder?: string;
  /** The columns' own market, where settings have rules or the vault has more than one depositor: the whole exact engine plays it. */
  readonly whole?: WholeMarket;
  /** Ends the sweep with what is done by then. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, of: number) => void;
}

export interface Sweep {
  readonly cases: readonly SweepCase[];
  readonly outcomes: Outcomes;
  readonly done: number;
  /** Of the fast engine; absent where the exact one ran every setting. */
  readonly error?: EngineError;
}

export async function runSweep(
  columns: Columns,
  cases: readonly SweepCase[],
  { workers = availableParallelism(), folder, whole, signal, onProgress }: SweepOptions = {},
): Promise<Sweep> {
  const outcomes = new Outcomes(cases.length);
  const journal = folder === undefined ? undefined : new SweepJournal(folder, columns, cases, whole);
  journal?.read(outcomes);
  let done = countDone(outcomes);
  const pool = new Tinypool({
    filename: new URL(whole === undefined ? "worker.ts" : "whole-worker.ts", import.meta.url).href,
    workerData: whole ?? fastColumns(columns),
    minThreads: workers,
    maxThreads: workers,
    isolateWorkers: false,
  });
  try {
    const size = whole === undefined ? CASES_A_TASK : WHOLE_CASES_A_TASK;
    const tasks = tasksOf(cases.length, size).filter(({ start, end }) => !allDone(outcomes, start, end));
    await Promise.all(
      tasks.map(async ({ start, end }) => {
        if (signal?.aborted) return;
        const settings = cases.slice(start, end).map(({ setting }) => setting);
        const rows: Float64Array | undefined = await pool
          .run(settings, signal === undefined ? {} : { signal })
          .catch((error: unknown) => {
            if (signal?.aborted) return undefined;
            throw error;
          });
        if (rows === undefined) return;
        outcomes.put(start, rows);
        journal?.add(start, rows);
        done += end - start;
        onProgress?.(done, cases.length);
      }),
    );
  } finally {
    await pool.destroy();
  }
  return {
    cases,
    outcomes,
    done: countDone(outcomes),
    ...(whole === undefined && { error: engineError(columns, cases, outcomes) }),
  };
}

/** The best outcomes by `score`, the best first. */
export function topOf(
  { cases, outcomes }: Sweep,
  count: number,
  score: (outcome: LoopOutcome) => number,
): { readonly case: SweepCase; readonly outcome: LoopOutcome }[] {
  return cases
    .flatMap((one, index) => {
      const outcome = outcomes.at(index);
      return outcome === undefined ? [] : [{ case: one, outcome }];
    })
    .sort((a, b) => score(b.outcome) - score(a.outcome))
    .slice(0, count);
}

function tasksOf(count: number, size: number): { start: number; end: number }[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, task) => ({
    start: task * size,
    end: Math.min(count, (task + 1) * size),
  }));
}

function allDone(outcomes: Outcomes, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (!outcomes.has(index)) return false;
  return true;
}

function countDone(outcomes: Outcomes): number {
  let done = 0;
  for (let index = 0; index < outcomes.count; index++) if (outcomes.has(index)) done++;
  return done;
}
