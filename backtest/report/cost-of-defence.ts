/** What defending cost against what there was to defend. */
import { tradingCost } from "../metrics/action-cost.ts";
import { defencesOf } from "../metrics/defence-cost.ts";
import type { Run, StepRecord } from "../result.ts";

const WAD = 10n ** 18n;

/** What the run's sales gave up, each as a share of what the vault was then worth at redemption; 0.05 is 5%. */
export function costOfDefenceRatio(run: Run): number {
  return defencesOf(run.actions).reduce((sum, action) => {
    const step = stepAt(run, action.time);
    if (step === undefined) return sum;
    const worth = (step.collateral * step.redemptionRate) / WAD - step.debt;
    return worth > 0n ? sum + Number(tradingCost(action, step.redemptionRate)) / Number(worth) : sum;
  }, 0);
}

/** Lido's rate when an action was mined (WAD). */
export function rateAt(run: Run, time: number): bigint {
  return stepAt(run, time)?.redemptionRate ?? WAD;
}

/** The tape step that an action belongs to: the last one that began no later. */
function stepAt(run: Run, time: number): StepRecord | undefined {
  return run.steps.findLast((step) => step.time <= time) ?? run.steps[0];
}
