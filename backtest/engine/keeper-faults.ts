/** What keeps a keeper from acting as soon as it is asked. */
import type { Seconds } from "../../strategies/kernels/math/units.ts";

export interface KeeperFaults {
  /** From the row that asks for an action to the one in which it is mined. */
  readonly latency: Seconds;
  /** Part of the rows in which it does not look. */
  readonly missed: number;
  /** Part of its transactions that fail; they cost their gas. */
  readonly failed: number;
  /** Gwei above which it sends nothing but a rescue; no bound without it. */
  readonly maxGasPrice?: number;
  /** Until this time, unix seconds, the keeper is perfect; never without it. */
  readonly after?: Seconds;
  /** The same seed misses and fails in the same rows. */
  readonly seed: number;
}

/** A keeper that is always there. */
export const NO_FAULTS: KeeperFaults = { latency: 0, missed: 0, failed: 0, seed: 1 };
