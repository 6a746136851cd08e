/** A run seen once a day, which is how volatility and Sharpe ratios of the field are sampled. */
import type { StepRecord } from "../result.ts";

const SECONDS_A_DAY = 86_400;

/** Days in the year that daily figures are annualised to: stETH trades on all of them. */
export const DAYS_A_YEAR = 365;

/**
 * Log returns of a value from one day to the next, at the hour of the first step.
 * @returns null where there are fewer than two returns, which have no deviation, or where a value is not above 0
 */
export function dailyLogReturns(
  steps: readonly StepRecord[],
  read: (step: StepRecord) => bigint,
): readonly number[] | null {
  const opened = steps[0]?.time ?? 0;
  const values = steps
    .filter(({ time }) => (time - opened) % SECONDS_A_DAY === 0)
    .map((step) => Number(read(step)));
  if (values.length < 3 || values.some((value) => value <= 0)) return null;
  return values.slice(1).map((value, day) => Math.log(value / (values[day] ?? value)));
}
