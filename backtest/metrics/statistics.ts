/** The three statistics that metrics are made of. A library of them takes longer to load than a run of four months takes. */

/** @throws RangeError for no values */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("no values have no mean");
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of a sample: its squares are divided by n − 1. */
export function deviation(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** The value that `part` of all are no larger than, interpolated between the two nearest (Hyndman and Fan's type 7). */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = part * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}
