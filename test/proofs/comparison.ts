// Counts where a kernel and a contract disagree, and keeps the first place.

import type { ProofResult } from "../proof.ts";

const CASES_A_REPORT = 200;

export class Comparison {
  /** How many cases are to be compared. */
  readonly wanted: number;
  readonly #onProgress: ((done: number) => void) | undefined;
  readonly #endsAtDifference: boolean;
  #cases = 0;
  #failures = 0;
  #difference: string | undefined;

  constructor(
    wanted = Number.POSITIVE_INFINITY,
    onProgress?: (done: number) => void,
    endsAtDifference = false,
  ) {
    this.wanted = wanted;
    this.#onProgress = onProgress;
    this.#endsAtDifference = endsAtDifference;
  }

  /** One that wants no more once it has seen a difference. */
  static untilDifference(wanted: number): Comparison {
    return new Comparison(wanted, undefined, true);
  }

  get cases(): number {
    return this.#cases;
  }

  /** How many of the wanted cases are still to come. */
  get left(): number {
    if (this.#endsAtDifference && this.#failures > 0) return 0;
    return Math.max(0, this.wanted - this.#cases);
  }

  get failures(): number {
    return this.#failures;
  }

  /** The first case in which they disagree: its input, and both answers. */
  get difference(): string | undefined {
    return this.#difference;
  }

  /**
   * One case: what the kernel and the contract made of the same input. A revert is `undefined` on either
   * side.
   */
  expect(input: string, kernel: string | bigint | undefined, contract: string | bigint | undefined): void {
    this.#cases++;
    if (this.#cases % CASES_A_REPORT === 0) this.#onProgress?.(this.#cases);
    if (kernel === contract) return;
    this.#failures++;
    this.#difference ??= `${input}: kernel ${kernel ?? "reverts"}, contract ${contract ?? "reverts"}`;
  }

  result(): ProofResult {
    const counted = { cases: this.#cases, failures: this.#failures };
    return this.#difference === undefined ? counted : { ...counted, firstFailure: this.#difference };
  }
}
