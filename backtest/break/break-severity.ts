/** How much worse than the real depeg before a position can first be liquidated. */
import type { ExactRun } from "../engine/exact.ts";
import { depth } from "./axes/depth.ts";
import { breakAlong } from "./break-along.ts";
import type { BreakPoint } from "./first-break.ts";

/**
 * The multiple of the tape's depeg at which the run's position can first be liquidated, to a hundredth; null
 * where it holds down to a price of 0.02 ETH, the cap. The run's tape must be the real one, with prices below
 * 1.
 */
export function breakSeverity(run: ExactRun): BreakPoint {
  const { value, survivedUpTo } = breakAlong({ run, levered: run.deployment.time }, depth);
  return { multiple: value, survivedUpTo: survivedUpTo ?? 0 };
}
