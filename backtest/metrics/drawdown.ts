/** The deepest fall below a value's own running peak, and how long the value stayed below its peaks. */

/** A value at a unix time. */
export interface Valued {
  readonly time: number;
  readonly value: bigint;
}

export interface Drawdown {
  /** As a fraction of the peak: 0.1 is a fall of 10%; 0 where the value never falls. */
  readonly depth: number;
  /** When the value stood at that peak, and at the bottom after it; null where it never falls. */
  readonly peakTime: number | null;
  readonly troughTime: number | null;
  /** When it first stood as high as that peak again; null where it has not, or never fell. */
  readonly recoveryTime: number | null;
  /** Longest time from a peak until the value stood as high again, or until the end; seconds. */
  readonly longestUnderWater: number;
  /** All time below a peak, as a fraction of the whole; 0 where no time passes. */
  readonly shareUnderWater: number;
}

const SCALE = 10n ** 12n;

/** Of values in the order of time. A value is under water from its peak on until one as high is seen. */
export function drawdownOf(values: readonly Valued[]): Drawdown {
  let peak: Valued | undefined;
  let deepest = { depth: 0n, peak: undefined as Valued | undefined, trough: undefined as Valued | undefined };
  let recoveryTime: number | null = null;
  let [longest, total] = [0, 0];
  let fallen = false;
  for (const now of values) {
    if (peak !== undefined && now.value < peak.value) {
      fallen = true;
      const depth = ((peak.value - now.value) * SCALE) / peak.value;
      if (depth > deepest.depth) {
        deepest = { depth, peak, trough: now };
        recoveryTime = null;
      }
      continue;
    }
    if (peak !== undefined && fallen) {
      longest = Math.max(longest, now.time - peak.time);
      total += now.time - peak.time;
      if (deepest.peak === peak) recoveryTime = now.time;
    }
    [peak, fallen] = [now, false];
  }
  const [first, last] = [values[0], values.at(-1)];
  if (peak !== undefined && last !== undefined && fallen) {
    longest = Math.max(longest, last.time - peak.time);
    total += last.time - peak.time;
  }
  const whole = (last?.time ?? 0) - (first?.time ?? 0);
  return {
    depth: Number(deepest.depth) / Number(SCALE),
    peakTime: deepest.peak?.time ?? null,
    troughTime: deepest.trough?.time ?? null,
    recoveryTime,
    longestUnderWater: longest,
    shareUnderWater: whole === 0 ? 0 : total / whole,
  };
}
