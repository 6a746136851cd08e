/** How far the run on chain and the exact engine's are apart, over every step's collateral, debt and share value. */
import type { Run, StepRecord } from "../backtest/result.ts";

export interface Agreement {
  readonly maxAbsWei: bigint;
  /** The largest difference as a part of the figure on chain. */
  readonly maxRelative: number;
}

const COMPARED = [
  "collateral",
  "debt",
  "entryPerShare",
  "exitPerShare",
] as const satisfies readonly (keyof StepRecord)[];

/** @throws RangeError where the runs have different steps: then there is nothing to compare */
export function agreementOf(onchain: Run, offline: Run): Agreement {
  if (onchain.steps.length !== offline.steps.length) {
    throw new RangeError(`${onchain.steps.length} steps on chain, ${offline.steps.length} offline`);
  }
  let maxAbsWei = 0n;
  let maxRelative = 0;
  for (const [index, step] of onchain.steps.entries()) {
    const other = offline.steps[index];
    if (other?.time !== step.time)
      throw new RangeError(`step ${index} is at ${step.time} on chain, ${other?.time} offline`);
    for (const name of COMPARED) {
      const apart = step[name] > other[name] ? step[name] - other[name] : other[name] - step[name];
      if (apart === 0n) continue;
      if (apart > maxAbsWei) maxAbsWei = apart;
      maxRelative = Math.max(maxRelative, Number(apart) / Number(step[name] || 1n));
    }
  }
  return { maxAbsWei, maxRelative };
}
