/**
 * What windows see: an observation holds, second by second, until the next one, so that statistics do not depend on how often
 * somebody looked. A window of length w at time t covers the w seconds before t and nothing of t or later (BTK-03). It
 * has no value until it is full, and a silence of more than 26 hours begins the history anew.
 */
import type { WindowSpec } from "./condition.ts";
import { integerSqrt } from "./integer-sqrt.ts";
import type { Reading } from "./vocabulary.ts";

/** How long an observation is trusted to hold; the age at which a price is stale by default. */
export const LONGEST_HOLD = 26 * 3_600;

/** A window's value in the integers of its quantity; undefined until it is full. */
export type WindowValues = readonly (number | undefined)[];

export class History {
  readonly #windows: readonly Window[];
  #last: number | undefined;

  constructor(windows: readonly WindowSpec[]) {
    this.#windows = windows.map((spec) => new Window(spec));
  }

  /**
   * The windows' values at `time`, and then takes the reading in as of `time`. A second look in the same second replaces the
   * first one's reading.
   * @param time unix seconds; not before the last look's
   * @throws RangeError where time runs backwards
   */
  look(time: number, reading: Reading): WindowValues {
    const last = this.#last ?? time;
    if (time < last) throw new RangeError(`looked at ${last}, and then at ${time}`);
    const silent = time - last > LONGEST_HOLD;
    this.#last = time;
    return this.#windows.map((window) => window.look(time, reading, silent));
  }
}

/** A value that held from `start` until the next run's. */
interface Run {
  readonly start: number;
  readonly value: number;
}

/** Keeps the sums over its seconds as it slides; the extremes are looked up run by run. */
class Window {
  readonly #spec: WindowSpec;
  /** The oldest covers the window's first second; those before `#first` are done with. */
  #runs: Run[] = [];
  #first = 0;
  /** The sums are of the seconds from `#from` up to `#to`. */
  #from = 0;
  #to = 0;
  #sum = 0n;
  #squares = 0n;

  constructor(spec: WindowSpec) {
    this.#spec = spec;
  }

  look(time: number, reading: Reading, silent: boolean): number | undefined {
    const now = reading[this.#spec.of];
    if (now === undefined) throw new RangeError(`the reading has no quantity ${this.#spec.of}`);
    if (silent) this.#forget();
    const value = this.#valueAt(time, now);
    this.#take(time, now);
    return value;
  }

  #forget(): void {
    [this.#runs, this.#first, this.#sum, this.#squares] = [[], 0, 0n, 0n];
  }

  #valueAt(time: number, now: number): number | undefined {
    const { statistic, seconds } = this.#spec;
    const newest = this.#runs.at(-1);
    if (newest === undefined) return undefined;
    this.#add(newest.value, time - this.#to);
    this.#to = time;
    this.#slideTo(time - seconds);
    const oldest = this.#runs[this.#first];
    if (oldest === undefined || this.#to - this.#from < seconds) return undefined;

    const whole = BigInt(seconds);
    switch (statistic) {
      case "mean":
        return Number(floored(this.#sum, whole));
      case "std":
        return Number(integerSqrt((whole * this.#squares - this.#sum * this.#sum) / (whole * whole)));
      case "change":
        return now - oldest.value;
      default:
        return this.#extreme(statistic === "min" ? Math.min : Math.max);
    }
  }

  /** Leaves out the seconds before `start`. */
  #slideTo(start: number): void {
    while (this.#from < start) {
      const run = this.#runs[this.#first];
      if (run === undefined) throw new Error("a window slid past its runs");
      const until = this.#runs[this.#first + 1]?.start ?? this.#to;
      const end = Math.min(until, start);
      this.#add(run.value, this.#from - end);
      this.#from = end;
      if (end === until && this.#first + 1 < this.#runs.length) this.#first++;
    }
    if (this.#first > this.#runs.length / 2) {
      this.#runs = this.#runs.slice(this.#first);
      this.#first = 0;
    }
  }

  #add(value: number, seconds: number): void {
    const total = BigInt(value) * BigInt(seconds);
    this.#sum += total;
    this.#squares += total * BigInt(value);
  }

  #extreme(pick: (a: number, b: number) => number): number {
    // A run that begins now is of an earlier look in this very second: it has no second behind it yet.
    const held = this.#runs.slice(this.#first).filter(({ start }) => start < this.#to);
    return held.map(({ value }) => value).reduce((a, b) => pick(a, b));
  }

  #take(time: number, value: number): void {
    if (this.#runs.length === 0) [this.#from, this.#to] = [time, time];
    if (this.#runs.at(-1)?.start === time) this.#runs.pop();
    if (this.#runs.at(-1)?.value !== value || this.#runs.length === this.#first) {
      this.#runs.push({ start: time, value });
    }
  }
}

/** Toward minus infinity, as ratios are. */
function floored(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator < quotient * denominator ? quotient - 1n : quotient;
}
