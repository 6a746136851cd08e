// What `npm run prove` asks of a proof: a named claim that many random cases try to break.

export interface ProofOptions {
  /** Random cases to try. */
  readonly cases: number;
  /** The same seed tries the same cases. */
  readonly seed: number;
  /** Told after every batch how many cases are done. */
  readonly onProgress?: (done: number) => void;
}

export interface ProofResult {
  readonly cases: number;
  readonly failures: number;
  /** The first case that broke the claim, with its inputs and both answers. */
  readonly firstFailure?: string;
}

export interface Proof {
  readonly name: string;
  /** Cases to try unless told otherwise, where a case is dearer than usual. */
  readonly cases?: number;
  /** What is missing here to try the claim at all, if anything is. */
  lacks?(): string | undefined;
  run(options: ProofOptions): Promise<ProofResult>;
}
