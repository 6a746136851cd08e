/** A direction in which a run can be made worse, from as it is to as bad as makes sense. */
import type { Seconds } from "../../strategies/kernels/math/units.ts";
import type { ExactRun } from "../engine/exact.ts";
import type { Kind } from "../engine/kinds/kinds.ts";

/** What a run is made worse from. */
export interface Base {
  readonly run: ExactRun;
  /** When the run first borrows. An axis that would keep it from borrowing begins after that. */
  readonly levered: Seconds;
}

export interface Axis {
  readonly name: string;
  /** What a value counts, after the number: "× as deep". */
  readonly unit: string;
  readonly means: string;
  /** The value that leaves the run as it is. */
  readonly asItIs: number;
  /** Where a run that breaks as it is might yet hold; without it, it is not asked to. */
  readonly mildest?: number;
  /** The one kind of strategy that it makes worse; every kind without it. */
  readonly of?: Kind;
  /** Set where there is nothing to make worse without a keeper. */
  readonly ofKeeper?: true;
  /** Values are tried in whole steps of this. */
  readonly step: (base: Base) => number;
  /** The largest value that makes sense. @throws KEEL_BREAK where the run cannot be made worse this way */
  readonly largest: (base: Base) => number;
  /** The run at a value above `asItIs`, or below it, a whole number of steps: see `worsened`. */
  readonly apply: (base: Base, value: number) => ExactRun;
}

/** Multiples are searched in hundredths. */
export const HUNDREDTH = 0.01;

/** A multiple in whole hundredths, as integers take it. */
export const hundredths = (multiple: number): bigint => BigInt(Math.round(multiple / HUNDREDTH));

/** The run at `value` along the axis; at the value that it has, the run itself. */
export const worsened = (base: Base, axis: Axis, value: number): ExactRun =>
  value === axis.asItIs ? base.run : axis.apply(base, value);
