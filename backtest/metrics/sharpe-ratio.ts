/** What a run earned for the risk it took. */
import { math } from "../mathjs.ts";
import { DAYS_A_YEAR } from "./daily-returns.ts";

/**
 * Sharpe's ratio from daily excess log returns: their mean over their sample deviation, a year of 365 days.
 * @returns null where they do not deviate
 */
export function sharpeRatio(dailyExcess: readonly number[]): number | null {
  const deviation = Number(math.std([...dailyExcess]));
  if (deviation === 0) return null;
  return (math.mean([...dailyExcess]) / deviation) * Math.sqrt(DAYS_A_YEAR);
}
