/** `keel backtest sweep`: many settings of the loop over one tape, by the fast engine, measured against the exact one. */
import { type ColumnOf, tableOf } from "../../backtest/artefacts/table.ts";
import { columnsOf } from "../../backtest/columns/from-tape.ts";
import { type LoopOutcome, OUTCOME_FIELDS, vaultTerms } from "../../backtest/columns/loop-case.ts";
import { NO_FAULTS } from "../../backtest/engine/keeper-faults.ts";
import { measuredGas } from "../../backtest/engine/measured-gas.ts";
import type { HeatCell } from "../../backtest/report/charts/heatmap.ts";
import { renderSweep } from "../../backtest/report/sweep-page.ts";
import { casesOf } from "../../backtest/sweep/cases.ts";
import { mathOf } from "../../backtest/sweep/mathjs.ts";
import type { Point, SweepPlan } from "../../backtest/sweep/plan.ts";
import { pointsOf } from "../../backtest/sweep/points.ts";
import { robustScore } from "../../backtest/sweep/robustness.ts";
import { runSweep, type Sweep, topOf } from "../../backtest/sweep/sweep.ts";
import { readParameters } from "../../deploy/parameters.ts";
import { KeelError } from "../../errors/keel-error.ts";
import { sharesByEther } from "../../strategies/kernels/lido/lido.ts";
import { ratioOfBps } from "../../strategies/leveraged-loop/risk.ts";
import type { Config } from "../config.ts";
import { newTable } from "../table.ts";
import type { Artefact } from "./artefact.ts";
import { provenanceOf } from "./hashes.ts";
import type { StudyProgress } from "./progress.ts";
import { type Choice, type Source, sourceOf } from "./source.ts";
import { settingNamed } from "./way.ts";
import { writeResult } from "./write-result.ts";

export interface SweepStudy extends Choice {
  readonly setting?: string;
  readonly deposit: bigint;
  /** Axes and settings, each `name=expression`. */
  readonly axis: readonly string[];
  readonly set: readonly string[];
  readonly method: SweepPlan["method"];
  readonly count?: number;
  readonly seed: number;
  readonly lender: "market" | "redemption";
  /** A mathjs expression of an outcome's fields; the higher the better. */
  readonly by: string;
  readonly top: number;
  /** Keeps what is done in this folder. */
  readonly keep?: string;
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

const WAD = 10n ** 18n;
/** Who was liquidated comes last, whatever it earned. */
const LIQUIDATED = Number.NEGATIVE_INFINITY;

/** @throws KEEL_SWEEP, KEEL_BAD_ARGUMENT, and what reading the tape does */
export async function sweepStudy(
  config: Config,
  study: SweepStudy,
  progress: StudyProgress,
): Promise<SweepResults> {
  const source = await sourceOf(study);
  const { tape, world } = source;
  const parameters = readParameters(config.parameters);
  const plan: SweepPlan = {
    axes: pairsOf(study.axis, "--axis"),
    settings: pairsOf(study.set, "--set"),
    method: study.method,
    ...(study.count !== undefined && { count: study.count }),
    seed: study.seed,
    base: study.setting === undefined ? parameters.loop : settingNamed(study.setting),
  };
  const units = sharesByEther(world.lido, study.deposit);
  const common = { units, vault: vaultTerms(parameters.vault), faults: NO_FAULTS, gas: measuredGas() };
  const liquidation = ratioOfBps(world.lender.collateral.liquidationThreshold);
  const { cases, unsound, firstUnsound } = await casesOf(
    plan,
    await pointsOf(plan),
    common,
    liquidation,
    Number(sharesByEther(world.lido, WAD)) / 1e18,
  );
  if (cases.length === 0)
    throw new KeelError("KEEL_SWEEP", `no point has a sound setting; ${firstUnsound}`, "Take other ranges");
  const scoreOf = await scoring(study.by);
  const { assumedStakingApr } = parameters.prices;
  const columns = columnsOf(
    { name: tape.name, rows: tape.rows.slice(1) },
    { world, lenderPrice: study.lender, assumedStakingApr },
  );
  const stop = new AbortController();
  const sweep = await runSweep(columns, cases, {
    ...(study.keep !== undefined && { folder: study.keep }),
    signal: stop.signal,
    onProgress: (done) => {
      progress.update(done);
      if (progress.stopped) stop.abort();
    },
  });
  const best = topOf(sweep, study.top, scoreOf).map(({ case: { point }, outcome }) => ({
    point,
    outcome,
    score: scoreOf(outcome),
    robust: robustScore(sweep, point, scoreOf),
  }));
  return { source, sweep, unsound, best, scoreOf };
}

/** @throws KEEL_SWEEP where the expression is none over an outcome's fields */
async function scoring(by: string): Promise<(outcome: LoopOutcome) => number> {
  const math = await mathOf();
  const wrong = (why: string) =>
    new KeelError("KEEL_SWEEP", `--by "${by}" ${why}`, `Use numbers and ${OUTCOME_FIELDS.join(", ")}`);
  const evaluate = (outcome: object): unknown => {
    try {
      return math.evaluate(by, { ...outcome });
    } catch (error) {
      throw wrong(`does not evaluate: ${error instanceof Error ? error.message : error}`);
    }
  };
  const tried = evaluate(Object.fromEntries(OUTCOME_FIELDS.map((name) => [name, 1])));
  if (typeof tried !== "number") throw wrong("is no number");
  return (outcome) => (outcome.liquidations > 0 ? LIQUIDATED : Number(evaluate(outcome)));
}

function pairsOf(pairs: readonly string[], flag: string): Record<string, string> {
  const told = pairs.map((pair) => {
    const [name = "", ...expression] = pair.split("=");
    if (name.trim() !== "" && expression.length > 0) return [name.trim(), expression.join("=")] as const;
    throw new KeelError(
      "KEEL_BAD_ARGUMENT",
      `${flag} "${pair}" has no name and value`,
      "Write target=0.5:0.01:0.66",
    );
  });
  return Object.fromEntries(told);
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
export function summaryOf({ sweep, unsound }: SweepResults): string {
  const { done, cases, error } = sweep;
  const refused = unsound === 0 ? "" : `; ${unsound} more are unsound and were not run`;
  const off = [error.unitsPerShare, error.maxDrawdown, error.maxLtv];
  const worst = off.map((part) => part.toExponential(1)).join(", ");
  return (
    `${done} of ${cases.length} settings run by the fast engine${refused}. On ${error.sampled} of them the exact engine differs by at ` +
    `most ${worst} of a share's value, the drawdown and the max LTV, and acts otherwise in ${error.otherActions}.`
  );
}

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

interface TriedRow {
  readonly point: Point;
  readonly outcome: LoopOutcome;
}

export function sweepArtefact(config: Config, study: SweepStudy, results: SweepResults): Artefact {
  const { source, sweep, unsound, best, scoreOf } = results;
  const { tape: _, keep: __, ...chosen } = study;
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
      ...chosen,
      says: summaryOf(results),
      done: sweep.done,
      of: sweep.cases.length,
      unsound,
      error: sweep.error,
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
