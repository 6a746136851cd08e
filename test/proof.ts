// What `npm run prove` asks of a proof: a named claim that many random cases try to break.

import type { Grade } from "../devnet/addresses.ts";

export interface ProofOptions {
  /** Random cases to try. */
  readonly cases: number;
  /** The same seed tries the same cases. */
  readonly seed: number;
  /** Told now and then how many cases are done. */
  readonly onProgress?: (done: number) => void;
}

export interface ProofResult {
  readonly cases: number;
  readonly failures: number;
  /** A case that broke the claim, as small as one was found, with its inputs and both answers. */
  readonly firstFailure?: string;
  /** What a person wants to see of it beside the count. */
  readonly table?: string;
}

/** Kernels, and what they are held against. */
export interface HeldKernels {
  /** Files or folders below `strategies/kernels`. */
  readonly kernels: readonly string[];
  readonly against: string;
  /** How that code compares with what mainnet runs. */
  readonly grade: Grade;
}

/** Cases that a proof tries unless it names its own number. */
export const USUAL_CASES = 20_000;

export interface Proof {
  readonly name: string;
  /** Cases to try unless told otherwise, where a case is dearer than usual. */
  readonly cases?: number;
  /** For `docs/kernels.md`. */
  readonly holds?: readonly HeldKernels[];
  /** What is missing here to try the claim at all, if anything is. */
  lacks?(): string | undefined;
  run(options: ProofOptions): Promise<ProofResult>;
}
