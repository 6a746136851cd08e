// Counts where a kernel and a contract disagree, and keeps the first place.

import type { ProofResult } from "../proof.ts";

export class Comparison {
  #cases = 0;
  #failures = 0;
  #firstFailure: string | undefined;

  get cases(): number {
    return this.#cases;
  }

  /**
   * One case: what the kernel and the contract made of the same input. A revert is `undefined` on either
   * side.
   */
  expect(input: string, kernel: string | bigint | undefined, contract: string | bigint | undefined): void {
    this.#cases++;
    if (kernel === contract) return;
    this.#failures++;
    this.#firstFailure ??= `${input}: kernel ${kernel ?? "reverts"}, contract ${contract ?? "reverts"}`;
  }

  result(): ProofResult {
    const counted = { cases: this.#cases, failures: this.#failures };
    return this.#firstFailure === undefined ? counted : { ...counted, firstFailure: this.#firstFailure };
  }
}
