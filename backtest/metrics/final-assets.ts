/** What 100 stETH deposited at a run's first step are worth at its end, in stETH wei. */
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { Run, StepRecord } from "../result.ts";

const DEPOSIT = 100n * WAD;

/**
 * At entry value and at exit value. The deposit is that of a vault's first depositor, who receives a vault
 * share a unit. Floored.
 * @throws RangeError where there is no step
 */
export function finalAssets(steps: readonly StepRecord[]): Pick<Run, "finalEntryAssets" | "finalExitAssets"> {
  const first = steps[0];
  const last = steps.at(-1);
  if (first === undefined || last === undefined)
    throw new RangeError("a run without a step is worth nothing");
  const shares = (DEPOSIT * WAD) / first.redemptionRate;
  const worth = (perShare: bigint) => (((shares * perShare) / WAD) * last.redemptionRate) / WAD;
  return { finalEntryAssets: worth(last.entryPerShare), finalExitAssets: worth(last.exitPerShare) };
}
