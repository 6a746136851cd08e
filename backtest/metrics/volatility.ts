/** How much a value moves. */
import { DAYS_A_YEAR } from "./daily-returns.ts";
import { deviation } from "./statistics.ts";

/** The sample deviation of daily log returns, a year of 365 days: 0.2 is 20% a year. */
export const annualVolatility = (dailyReturns: readonly number[]): number =>
  deviation(dailyReturns) * Math.sqrt(DAYS_A_YEAR);
