/**
 * Walk-forward: a setting is chosen on a stretch of the tape by a sweep, and tried on the stretch after it, of which the choice knows
 * nothing; then both move on. What the choices earn where they were not made is what choosing this way would have earned.
 *
 * The search is the fast engine's; what is told of the setting that was chosen is the exact one's.
 */
import type { Columns } from "../columns/columns.ts";
import type { LoopCase, LoopOutcome } from "../columns/loop-case.ts";
import type { SweepCase } from "../sweep/cases.ts";
import type { Point } from "../sweep/plan.ts";
import { robustScore } from "../sweep/robustness.ts";
import { type Sweep, type SweepOptions, topOf } from "../sweep/sweep.ts";
import { runStretch, StretchSweeps } from "./measured.ts";
import type { Stretch, Window } from "./windows.ts";

export interface WalkForward {
  readonly columns: Columns;
  readonly windows: readonly Window[];
  readonly cases: readonly SweepCase[];
  /** What is run beside the choice, as it was before anybody chose. */
  readonly base: LoopCase;
  /** The higher the better; not finite for what must not be chosen. */
  readonly scoreOf: (outcome: LoopOutcome) => number;
  /** The best score, or the one of the best whose neighbours do best. */
  readonly choose: "best" | "robust";
  readonly sweep?: SweepOptions;
}

/** A setting over a stretch. */
export interface Tried {
  readonly outcome: LoopOutcome;
  readonly score: number;
}

export interface WindowResult {
  readonly window: Window;
  readonly chosen: Point;
  readonly inSample: Tried;
  readonly outOfSample: Tried;
  /** Part of the other settings that did worse than the chosen one where it was tried, ties by half: 1 is the best of all, 0 the worst. */
  readonly rank: number;
  /** The base, where the choice was tried. */
  readonly unchosen: Tried;
}

/** How many of the best by score are asked for their neighbours. */
const CANDIDATES = 50;

/** One window after another; ends with those that are done once the sweep's signal says so. */
export async function* walkForward(walk: WalkForward): AsyncGenerator<WindowResult> {
  const { columns, windows, cases, base, scoreOf, sweep = {} } = walk;
  const tried = (setting: LoopCase, stretch: Stretch): Tried => {
    const outcome = runStretch(columns, setting, stretch);
    return { outcome, score: scoreOf(outcome) };
  };
  const sweeps = new StretchSweeps(columns, cases, sweep);
  for (const window of windows) {
    const found = await sweeps.over(window.known);
    if (found === undefined) return;
    const chosen = choiceOf(found, walk);
    const later = await sweeps.over(window.tried);
    if (later === undefined) return;
    yield {
      window,
      chosen: chosen.point,
      inSample: tried(chosen.setting, window.known),
      outOfSample: tried(chosen.setting, window.tried),
      rank: rankOf(later, chosen, scoreOf),
      unchosen: tried(base, window.tried),
    };
  }
}

/** The first of those that are best. */
function choiceOf(found: Sweep, { scoreOf, choose }: WalkForward): SweepCase {
  const best = topOf(found, choose === "best" ? 1 : CANDIDATES, scoreOf);
  const robust = best.map((one) => ({
    case: one.case,
    score: choose === "best" ? 0 : robustScore(found, one.case.point, scoreOf),
  }));
  return robust.reduce((most, one) => (one.score > most.score ? one : most)).case;
}

function rankOf({ cases, outcomes }: Sweep, chosen: SweepCase, scoreOf: WalkForward["scoreOf"]): number {
  if (cases.length === 1) return 1;
  const scores = cases.map((_, index) => scoreOf(outcomes.at(index) as LoopOutcome));
  const own = scores[cases.indexOf(chosen)] as number;
  const worse = scores.filter((score) => score < own).length;
  const ties = scores.filter((score) => score === own).length - 1;
  return (worse + ties / 2) / (cases.length - 1);
}
