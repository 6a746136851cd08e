/** How near a run came to liquidation. */
import type { StepRecord } from "../result.ts";

/**
 * The smallest further fall of the lender's price that would have let anyone liquidate, as a fraction of that price, seen before the keeper
 * acted: 1 − LTV / liquidation LTV. Not above 0 where liquidation was open; null where nothing was ever owed.
 */
export function minLiquidationDistance(steps: readonly StepRecord[]): number | null {
  const distances = steps
    .filter(({ worstLtv }) => worstLtv > 0)
    .map(({ worstLtv, liquidationLtv }) =>
      liquidationLtv === 0 ? -Infinity : 1 - worstLtv / liquidationLtv,
    );
  return distances.length === 0 ? null : distances.reduce((least, distance) => Math.min(least, distance));
}
