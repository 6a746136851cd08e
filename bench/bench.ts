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
  run(): Promise<number>;
}
