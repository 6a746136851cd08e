/** The deepest fall below a value's own running peak. */

const SCALE = 10n ** 12n;

/** As a fraction of the peak that it fell from: 0.1 is a fall of 10%; 0 where the values never fall. */
export function maxDrawdown(values: Iterable<bigint>): number {
  let peak = 0n;
  let deepest = 0n;
  for (const value of values) {
    if (value > peak) peak = value;
    const fall = peak === 0n ? 0n : ((peak - value) * SCALE) / peak;
    if (fall > deepest) deepest = fall;
  }
  return Number(deepest) / Number(SCALE);
}
