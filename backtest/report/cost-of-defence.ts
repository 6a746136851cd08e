/**
 * What an action gave away, and what all of a run's defending did: Lido owes one ETH for one stETH, so a
 * stETH sold for 0.96 ETH gave up 0.04.
 */
import { Action } from "../../strategies/decision.ts";
import type { ActionRecord, Run, StepRecord } from "../result.ts";

const WAD = 10n ** 18n;
const GWEI = 1e9;

/**
 * ETH wei that the action's trade gave up against redemption; negative where it gained. What the units that a
 * lever gained are worth is rounded down.
 * @param redemptionRate ETH per unit at that time (WAD)
 */
export function tradingCost(action: ActionRecord, redemptionRate: bigint): bigint {
  const sale = action.sold - action.repaid;
  const purchase = action.borrowed - (action.gained * redemptionRate) / WAD;
  return sale + purchase;
}

/** ETH wei of gas at the tape's gas price. */
export function gasCost(action: ActionRecord): bigint {
  return action.gasUsed * BigInt(Math.round(action.gasGwei * GWEI));
}

/** What the run's delevers gave up and what their gas cost, whole vault; ETH wei, as decimal strings. */
export function costOfDefence(run: Run): { trading: string; gas: string } {
  const trading = defences(run).reduce(
    (sum, action) => sum + tradingCost(action, rateAt(run, action.time)),
    0n,
  );
  const gas = defences(run).reduce((sum, action) => sum + gasCost(action), 0n);
  return { trading: trading.toString(), gas: gas.toString() };
}

/** The trading part of that cost, each time as a part of the vault's worth at redemption; 0.05 is 5%. */
export function costOfDefenceRatio(run: Run): number {
  return defences(run).reduce((sum, action) => {
    const step = stepAt(run, action.time);
    if (step === undefined) return sum;
    const worth = (step.collateral * step.redemptionRate) / WAD - step.debt;
    return worth > 0n ? sum + Number(tradingCost(action, step.redemptionRate)) / Number(worth) : sum;
  }, 0);
}

function defences(run: Run): readonly ActionRecord[] {
  return run.actions.filter(({ kind, decision }) => kind === "execute" && decision.action === Action.delever);
}

/** Lido's rate when an action was mined (WAD). */
export function rateAt(run: Run, time: number): bigint {
  return stepAt(run, time)?.redemptionRate ?? WAD;
}

/** The tape step that an action belongs to: the last one that began no later. */
function stepAt(run: Run, time: number): StepRecord | undefined {
  return run.steps.findLast((step) => step.time <= time) ?? run.steps[0];
}
