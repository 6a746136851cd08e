/** What leaving is worth in ETH. */
import type { StepRecord } from "../result.ts";

const RATIO = 1_000_000_000n;
const WAD = 10n ** 18n;

/** ETH wei that leaving with a whole vault share and selling the stETH at the market price would fetch; floored. */
export const exitValueInEther = ({ exitPerShare, redemptionRate, peg }: StepRecord): bigint =>
  (((exitPerShare * redemptionRate) / WAD) * BigInt(peg)) / RATIO;
