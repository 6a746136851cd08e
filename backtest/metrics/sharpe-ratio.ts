/** What a run earned for the risk it took. */
import { DAYS_A_YEAR } from "./daily-returns.ts";
import { deviation, mean } from "./statistics.ts";

/**
 * Sharpe's ratio from daily excess log returns: their mean over their sample deviation, a year of 365 days.
 * @returns null where they do not deviate
 */
export function sharpeRatio(dailyExcess: readonly number[]): number | null {
  const risk = deviation(dailyExcess);
  if (risk === 0) return null;
  return (mean(dailyExcess) / risk) * Math.sqrt(DAYS_A_YEAR);
}
