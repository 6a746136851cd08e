/** How much a value moves. */
import { math } from "../mathjs.ts";
import { DAYS_A_YEAR } from "./daily-returns.ts";

/** The sample deviation of daily log returns, a year of 365 days: 0.2 is 20% a year. */
export const annualVolatility = (dailyReturns: readonly number[]): number =>
  Number(math.std([...dailyReturns])) * Math.sqrt(DAYS_A_YEAR);
