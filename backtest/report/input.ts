/** What a report is made of. The same input gives the same bytes: nothing else is read, no clock included. */
import type { Run } from "../result.ts";
import type { Label } from "../tape/tape.ts";
import type { Summary } from "./summary.ts";

/** A stretch of the tape, in unix seconds, and how its figures came to be. */
export interface TapeLabel {
  readonly from: number;
  readonly to: number;
  readonly grade: Label;
  /** A few words that fit above a chart: "daily prices and balances". */
  readonly short: string;
  /** A sentence or two for whoever wants to check. */
  readonly says: string;
}

/** An assumption that the result rests on. */
export interface Note {
  readonly title: string;
  readonly text: string;
}

export interface ReportInput {
  /** The scenario in the reader's words: "stETH, May to August 2022". */
  readonly title: string;
  readonly summary: Summary;
  /** The charts and the list of actions are drawn from these two; every result stands in the summary. */
  readonly runs: { readonly onchain: Run; readonly unmanaged: Run };
  /** In order of time; they may overlap. */
  readonly labels: readonly TapeLabel[];
  readonly notes: readonly Note[];
  /** Hexadecimal digests of what went in. */
  readonly hashes: { readonly data: string; readonly config: string; readonly code: string };
}
