/**
 * The rewards that bring Lido's share rate to the tape's, reported once a day at noon as Lido's oracle did.
 */
import type { Lido } from "../../strategies/kernels/lido/lido.ts";
import { REWARDS_FEE } from "../../strategies/kernels/lido/oracle-report.ts";
import { ONE_IN_BPS, WAD } from "../../strategies/kernels/math/units.ts";
import type { TapeRow } from "./tape.ts";

const DAY = 86_400;
const NOON = 43_200;

/**
 * Rewards to report in this step, wei, rounded up; undefined where there is no report. Holders get what the
 * fee leaves, so the rate rises by the rewards less the fee. A rate below the present one is a loss, of which
 * there is no fee.
 */
export function planReport({ time, shareRate }: TapeRow, lido: Lido): bigint | undefined {
  if (shareRate === undefined || time % DAY !== NOON) return undefined;
  const gain = (shareRate.value * lido.totalShares) / WAD - lido.totalPooledEther;
  if (gain <= 0n) return gain === 0n ? undefined : gain;
  const kept = ONE_IN_BPS - REWARDS_FEE;
  return (gain * ONE_IN_BPS + kept - 1n) / kept;
}
