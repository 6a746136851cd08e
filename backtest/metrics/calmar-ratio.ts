/** What a value earned for the deepest fall that its holder sat through. */
import type { Apy } from "./annual-rate.ts";

/**
 * Young's Calmar ratio: compound growth a year over the largest drawdown of the same value. The field takes it over three
 * years; of a shorter run it says as little as the run does.
 * @returns null where the value never fell
 */
export const calmarRatio = (growth: Apy, drawdown: number): number | null =>
  drawdown === 0 ? null : growth / drawdown;
