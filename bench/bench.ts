/**
 * What `npm run bench` asks of a measurement. Prefer a ratio of two things timed in the same run to a time: it says the
 * same on a slower machine.
 */
export interface Bench {
  readonly name: string;
  readonly unit: string;
  readonly target: number;
  /** Which side of the target passes; "higher" if left out. */
  readonly better?: "higher" | "lower";
  run(): Promise<number | Timed>;
}

/** A figure by the clock, which other work on the machine makes worse, and the same by processor time, which it hardly does. */
export interface Timed {
  readonly value: number;
  /** Told beside the value; the target is for the value. */
  readonly byProcessor: number;
}
