/** How far the fast engine is from the exact one, on some of a sweep's own cases, evenly chosen. */
import type { Columns } from "../columns/columns.ts";
import { runExactColumns } from "../columns/exact.ts";
import type { SweepCase } from "./cases.ts";
import type { Outcomes } from "./outcomes.ts";

const SAMPLE = 8;
const ACTIONS = ["levers", "delevers", "refused", "liquidations"] as const;

export interface EngineError {
  readonly sampled: number;
  /** Largest differences among them. An LTV has nine decimals, and may fall to either side of the last. */
  readonly unitsPerShare: number;
  readonly maxLtv: number;
  readonly maxDrawdown: number;
  /** Cases in which the engines did not act equally often. */
  readonly otherActions: number;
}

export function engineError(columns: Columns, cases: readonly SweepCase[], outcomes: Outcomes): EngineError {
  const error = { sampled: 0, unitsPerShare: 0, maxLtv: 0, maxDrawdown: 0, otherActions: 0 };
  const every = Math.max(1, Math.floor(cases.length / SAMPLE));
  for (let index = 0; index < cases.length && error.sampled < SAMPLE; index += every) {
    const fast = outcomes.at(index);
    const one = cases[index];
    if (fast === undefined || one === undefined) continue;
    const exact = runExactColumns(columns, one.setting);
    error.sampled++;
    for (const name of ["unitsPerShare", "maxLtv", "maxDrawdown"] as const)
      error[name] = Math.max(error[name], Math.abs(fast[name] - exact[name]));
    if (ACTIONS.some((name) => fast[name] !== exact[name])) error.otherActions++;
  }
  return error;
}
