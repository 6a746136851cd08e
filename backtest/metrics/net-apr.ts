/** What a run earned a year, simple interest: not compounded, so an APR and not an APY. */

const DAYS_A_YEAR = 365;
const SECONDS_A_DAY = 86_400;
const SCALE = 10n ** 12n;

/**
 * Growth from `start` to `end` over `seconds`, a year of 365 days, as a fraction: 0.05 is 5%.
 * @throws RangeError where no time passed or nothing was there to grow
 */
export function netApr(start: bigint, end: bigint, seconds: number): number {
  if (seconds <= 0 || start <= 0n) throw new RangeError("an APR needs a start value and a duration");
  const growth = Number(((end - start) * SCALE) / start) / Number(SCALE);
  return (growth * DAYS_A_YEAR * SECONDS_A_DAY) / seconds;
}
