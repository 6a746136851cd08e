/** What a run earned for the harm it risked: falls alone count, rises do not. */
import { DAYS_A_YEAR } from "./daily-returns.ts";
import { mean } from "./statistics.ts";

/**
 * Sortino's ratio from daily excess log returns: their mean over the root mean square of those below zero, taken over all days,
 * a year of 365 days.
 * @returns null where no day is below zero
 */
export function sortinoRatio(dailyExcess: readonly number[]): number | null {
  const harm = mean(dailyExcess.map((excess) => Math.min(excess, 0) ** 2));
  if (harm === 0) return null;
  return (mean(dailyExcess) / Math.sqrt(harm)) * Math.sqrt(DAYS_A_YEAR);
}
