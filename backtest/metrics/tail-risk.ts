/** How bad a bad day is: value at risk and expected shortfall, from the days that were. */
import { mean, quantile } from "./statistics.ts";

export interface TailRisk {
  /** The loss of a day that the worst (1 − confidence) of days reach, as a fraction of the value; negative where even that day gains. */
  readonly valueAtRisk: number;
  /** The mean loss of those days: CVaR, or expected shortfall. Never below `valueAtRisk`. */
  readonly conditionalValueAtRisk: number;
}

/**
 * Historical simulation, no distribution assumed: the quantile of the days' losses, interpolated between the two days nearest
 * (Hyndman and Fan's type 7), and the mean of those no smaller.
 * @param dailyReturns log returns; a loss is 1 − e^return
 * @param confidence 0.95 asks for the worst twentieth of days
 * @returns null for fewer days than one in the tail
 */
export function tailRisk(dailyReturns: readonly number[], confidence: number): TailRisk | null {
  // 1 − 0.95 is a little above a twentieth in floating point: twenty days must be enough for it.
  if (dailyReturns.length < Math.round(1 / (1 - confidence))) return null;
  const losses = dailyReturns.map((logReturn) => -Math.expm1(logReturn));
  const valueAtRisk = quantile(losses, confidence);
  return { valueAtRisk, conditionalValueAtRisk: mean(losses.filter((loss) => loss >= valueAtRisk)) };
}
