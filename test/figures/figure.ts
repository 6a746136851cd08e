/** One measured number held against what it should be; what prove, bench and gas print. */
export interface Figure {
  readonly name: string;
  /** Nothing where it could not be measured. */
  readonly value: number | null;
  /** The same by processor time, where the value is by the clock. */
  readonly byProcessor?: number;
  readonly unit: string;
  /** Nothing where none is known yet, which does not pass. */
  readonly target: number | null;
  readonly pass: boolean;
}
