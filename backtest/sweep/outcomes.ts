/** The outcomes of many runs in one array of numbers, a row each: what workers hand back and files keep. */
import { type LoopOutcome, OUTCOME_FIELDS } from "../columns/loop-case.ts";

const WIDTH = OUTCOME_FIELDS.length;

export class Outcomes {
  readonly numbers: Float64Array;

  constructor(count: number) {
    this.numbers = new Float64Array(count * WIDTH).fill(Number.NaN);
  }

  get count(): number {
    return this.numbers.length / WIDTH;
  }

  has(index: number): boolean {
    return !Number.isNaN(this.numbers[index * WIDTH]);
  }

  /** Undefined until it is known. */
  at(index: number): LoopOutcome | undefined {
    if (!this.has(index)) return undefined;
    const row = this.numbers.subarray(index * WIDTH, (index + 1) * WIDTH);
    return Object.fromEntries(
      OUTCOME_FIELDS.map((name, field) => [name, row[field]]),
    ) as unknown as LoopOutcome;
  }

  /** Takes rows in from `start` on. */
  put(start: number, rows: ArrayLike<number>): void {
    this.numbers.set(rows, start * WIDTH);
  }

  static rowOf(outcome: LoopOutcome): number[] {
    return OUTCOME_FIELDS.map((name) => outcome[name]);
  }
}
