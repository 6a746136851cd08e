/** How much a value moves. */
import { sqrt, std } from "mathjs/number";
import { DAYS_A_YEAR } from "./daily-returns.ts";

/** The sample deviation of daily log returns, a year of 365 days: 0.2 is 20% a year. */
export const annualVolatility = (dailyReturns: readonly number[]): number =>
  Number(std([...dailyReturns])) * Number(sqrt(DAYS_A_YEAR));
