/** What a walk-forward says: what choosing earned where it did not know, and whether the choices agree with each other. */

import type { Columns } from "../columns/columns.ts";
import type { LoopOutcome } from "../columns/loop-case.ts";
import { math } from "../mathjs.ts";
import { secondsOf } from "./measured.ts";
import type { WindowResult } from "./walk-forward.ts";

const YEAR = 31_536_000;

export interface WalkForwardSummary {
  /** Growth in units a year over all tests, one after another, simple; of the choices, and of the setting that nobody chose. */
  readonly outOfSampleApr: number;
  readonly unchosenApr: number;
  /** Mean over the windows where the settings were chosen. */
  readonly inSampleApr: number;
  /** `outOfSampleApr` over `inSampleApr`: Pardo's walk-forward efficiency; null where nothing was earned in the sample. */
  readonly efficiency: number | null;
  /** Median over the windows of the part of settings that did worse than the chosen one. */
  readonly medianRank: number;
  /** Part of the windows in which the choice did worse than half of the settings would have: luck does in a half. */
  readonly belowMedian: number;
  /** Liquidations in all tests. */
  readonly liquidations: number;
  readonly axes: readonly AxisStability[];
}

/** How much the choices moved along an axis. */
export interface AxisStability {
  readonly axis: string;
  readonly mean: number;
  /** Sample deviation; 0 of one window. */
  readonly deviation: number;
  readonly least: number;
  readonly most: number;
  /** Windows that chose another value than the one before, of all but the first. */
  readonly changes: number;
}

/** @throws RangeError of no windows */
export function summaryOf(results: readonly WindowResult[], columns: Columns): WalkForwardSummary {
  const [first] = results;
  if (first === undefined) throw new RangeError("no windows say nothing");
  const seconds = results.reduce((sum, { window }) => sum + secondsOf(columns, window.tried), 0);
  const chained = (read: (result: WindowResult) => LoopOutcome): number => {
    const growth = results.reduce((product, result) => product * read(result).unitsPerShare, 1);
    return ((growth - 1) * YEAR) / seconds;
  };
  const outOfSampleApr = chained(({ outOfSample }) => outOfSample.outcome);
  const inSampleApr = math.mean(results.map(({ inSample }) => inSample.outcome.apr));
  return {
    outOfSampleApr,
    unchosenApr: chained(({ unchosen }) => unchosen.outcome),
    inSampleApr,
    efficiency: inSampleApr > 0 ? outOfSampleApr / inSampleApr : null,
    medianRank: math.median(results.map(({ rank }) => rank)),
    belowMedian: results.filter(({ rank }) => rank < 0.5).length / results.length,
    liquidations: results.reduce((sum, { outOfSample }) => sum + outOfSample.outcome.liquidations, 0),
    axes: Object.keys(first.chosen).map((axis) => stabilityOf(axis, results)),
  };
}

function stabilityOf(axis: string, results: readonly WindowResult[]): AxisStability {
  const values = results.map(({ chosen }) => chosen[axis] as number);
  return {
    axis,
    mean: math.mean(values),
    deviation: values.length < 2 ? 0 : Number(math.std(values)),
    least: Math.min(...values),
    most: Math.max(...values),
    changes: values.slice(1).filter((value, index) => value !== values[index]).length,
  };
}
