/** How much worse along an axis until a position can first be liquidated. */
import { Action } from "../../strategies/decision.ts";
import type { Seconds } from "../../strategies/kernels/math/units.ts";
import { type ExactRun, runExact } from "../engine/exact.ts";
import { type Axis, type Base, worsened } from "./axis.ts";
import { searching } from "./first-break.ts";

const BORROWS: ReadonlySet<Action> = new Set([Action.lever, Action.borrow]);

export interface AxisBreak {
  /** The smallest value found at which the position can be liquidated; null where there is none up to `searchedTo`. */
  readonly value: number | null;
  /** The largest value below it that was tried and held; null where the position can be liquidated as it is. */
  readonly survivedUpTo: number | null;
  /** When it can first be liquidated at that value; unix seconds. */
  readonly liquidatedAt: Seconds | null;
  readonly searchedTo: number;
  /** Every value tried, in order of size, and when it could first be liquidated there, if ever. */
  readonly tried: readonly { readonly value: number; readonly liquidatedAt: Seconds | null }[];
}

/** The run as it is, and when its keeper first borrows; the end of the tape where it never does. */
export function baseOf(run: ExactRun): Base {
  const loan = runExact(run).actions.find(
    ({ decision, kind, refused }) =>
      refused === undefined && kind === "execute" && BORROWS.has(decision.action),
  );
  return { run, levered: loan?.time ?? run.tape.rows.at(-1)?.time ?? 0 };
}

/**
 * Tries ever larger values, then halves the gap: see first-break.ts, and what it says of defences that work only in a deeper crisis.
 * @throws KEEL_BREAK where the run cannot be made worse along the axis
 */
export function breakAlong(base: Base, axis: Axis): AxisBreak {
  const tries = breaking(base, axis);
  let next = tries.next();
  while (!next.done) next = tries.next();
  return next.value;
}

/** The same, and yields after each run, so that whoever asks may stop. */
export function* breaking(base: Base, axis: Axis): Generator<void, AxisBreak> {
  const [step, searchedTo] = [axis.step(base), axis.largest(base)];
  const tried = new Map<number, Seconds | null>();
  const worthOf = (steps: number) => Number((steps * step).toFixed(4));
  const breaksAt = (steps: number): boolean => {
    const run = worsened(base, axis, worthOf(steps));
    const [liquidatedAt = null] = runExact({ ...run, untilLiquidated: true }).liquidations;
    tried.set(steps, liquidatedAt);
    return liquidatedAt !== null;
  };
  const [asItIs, mildest, cap] = [axis.asItIs, axis.mildest ?? axis.asItIs, searchedTo].map((value) =>
    Math.round(value / step),
  ) as [number, number, number];
  const search = searching({ from: asItIs, cap, precision: 1, held: mildest });
  let next = search.next();
  while (!next.done) {
    const broke = breaksAt(next.value);
    yield;
    next = search.next(broke);
  }
  const found = next.value;
  // Taken to hold so far, and not tried.
  const always = found.survivedUpTo === mildest && mildest < asItIs && breaksAt(mildest);
  const { multiple, survivedUpTo } = always ? { multiple: mildest, survivedUpTo: mildest } : found;
  return {
    value: multiple === null ? null : worthOf(multiple),
    survivedUpTo: survivedUpTo === multiple ? null : worthOf(survivedUpTo),
    liquidatedAt: multiple === null ? null : (tried.get(multiple) ?? null),
    searchedTo: worthOf(cap),
    tried: [...tried]
      .sort(([a], [b]) => a - b)
      .map(([steps, liquidatedAt]) => ({ value: worthOf(steps), liquidatedAt })),
  };
}
