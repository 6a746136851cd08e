/**
 * What settings come to over a stretch, for positions that have run since the tape began: their growth from the stretch's beginning to its
 * end. A position opened with each stretch would book what it buys below redemption as a gain of the stretch.
 */
import type { Columns } from "../columns/columns.ts";
import { runExactColumns } from "../columns/exact.ts";
import type { LoopCase, LoopOutcome } from "../columns/loop-case.ts";
import type { SweepCase } from "../sweep/cases.ts";
import { Outcomes } from "../sweep/outcomes.ts";
import { runSweep, type Sweep, type SweepOptions } from "../sweep/sweep.ts";
import type { Stretch } from "./windows.ts";

const YEAR = 31_536_000;

/** Many settings over stretches of one tape, by the fast engine; each end of a stretch is run to once. */
export class StretchSweeps {
  readonly #columns: Columns;
  readonly #cases: readonly SweepCase[];
  readonly #options: SweepOptions;
  readonly #upTo = new Map<number, Sweep>();

  constructor(columns: Columns, cases: readonly SweepCase[], options: SweepOptions) {
    this.#columns = columns;
    this.#cases = cases;
    this.#options = options;
  }

  /** Undefined once the sweeps are told to stop. */
  async over(stretch: Stretch): Promise<Sweep | undefined> {
    const end = await this.#sweepUpTo(stretch.to);
    if (end === undefined || stretch.from === 0) return end;
    const start = await this.#sweepUpTo(stretch.from);
    if (start === undefined) return undefined;
    const outcomes = new Outcomes(this.#cases.length);
    const seconds = secondsOf(this.#columns, stretch);
    for (let index = 0; index < this.#cases.length; index++) {
      const [before, after] = [start.outcomes.at(index), end.outcomes.at(index)] as [
        LoopOutcome,
        LoopOutcome,
      ];
      outcomes.put(index, Outcomes.rowOf(since(before, after, seconds)));
    }
    return { ...end, outcomes };
  }

  async #sweepUpTo(row: number): Promise<Sweep | undefined> {
    const known = this.#upTo.get(row);
    if (known !== undefined) return known;
    const sweep = await runSweep(firstRows(this.#columns, row), this.#cases, this.#options);
    if (sweep.done < this.#cases.length) return undefined;
    this.#upTo.set(row, sweep);
    return sweep;
  }
}

/** One setting, by the exact engine. */
export function runStretch(columns: Columns, setting: LoopCase, stretch: Stretch): LoopOutcome {
  const after = runExactColumns(firstRows(columns, stretch.to), setting);
  if (stretch.from === 0) return after;
  const before = runExactColumns(firstRows(columns, stretch.from), setting);
  return since(before, after, secondsOf(columns, stretch));
}

/** From a stretch's first row to its last. */
export const secondsOf = ({ time }: Columns, { from, to }: Stretch): number =>
  (time[to - 1] ?? 0) - (time[from] ?? 0);

/** Extremes and liquidations count from the tape's beginning: who was liquidated stays so. */
function since(before: LoopOutcome, after: LoopOutcome, seconds: number): LoopOutcome {
  const unitsPerShare = before.unitsPerShare === 0 ? 0 : after.unitsPerShare / before.unitsPerShare;
  return {
    ...after,
    unitsPerShare,
    apr: ((unitsPerShare - 1) * YEAR) / seconds,
    levers: after.levers - before.levers,
    delevers: after.delevers - before.delevers,
    refused: after.refused - before.refused,
    sold: after.sold - before.sold,
    discount: after.discount - before.discount,
    gas: after.gas - before.gas,
  };
}

/** The rows up to `row`, that one left out, in the same memory. */
function firstRows(columns: Columns, row: number): Columns {
  const views = Object.entries(columns).map(([name, column]) => [
    name,
    ArrayBuffer.isView(column) ? (column as Float64Array).subarray(0, row) : column,
  ]);
  return { ...Object.fromEntries(views), rows: row };
}
