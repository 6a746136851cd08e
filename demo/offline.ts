/** Everything of the demo that needs no chain: the same tape through the exact engine, and how much worse it could have been. */

import { breakSeverity } from "../backtest/break/break-severity.ts";
import type { BreakPoint } from "../backtest/break/first-break.ts";
import { type ExactRun, runExact } from "../backtest/engine/exact.ts";
import type { Run } from "../backtest/result.ts";
import { mainnetOfMay2022 } from "../backtest/worlds/mainnet-2022-05-01.ts";
import type { LoopSetting } from "../strategies/leveraged-loop/params.ts";
import { FIRST_DEPOSITS, FLOWS } from "./flows.ts";
import {
  COMPARED,
  type Compared,
  deploymentWith,
  offlineKeeper,
  scenarioParameters,
  scenarioTape,
  settingOf,
} from "./scenario.ts";

export interface BreakPoints {
  readonly managed: BreakPoint;
  readonly unmanaged: BreakPoint;
}

export interface Offline {
  readonly managed: Run;
  readonly unmanaged: Run;
  readonly compared: Readonly<Record<Compared, { readonly run: Run; readonly breaks: BreakPoints }>>;
}

/**
 * @param pricedAt unix seconds of the block in which the price contract was deployed on chain
 * @param onDone told the number of studies done, and of all
 */
export function runOffline(pricedAt: number, onDone: (done: number, total: number) => void): Offline {
  const total = 2 + 3 * COMPARED.length;
  let done = 0;
  const counted = <T>(value: T): T => {
    onDone(++done, total);
    return value;
  };
  const { loop } = scenarioParameters();
  const managed = counted(runExact(runOf("managed", loop, pricedAt)));
  const unmanaged = counted(runExact(leftAlone(runOf("unmanaged", loop, pricedAt))));
  const compare = (name: Compared) => {
    const input = runOf(name, settingOf(name), pricedAt);
    return {
      run: counted(runExact(input)),
      breaks: {
        managed: counted(breakSeverity({ ...input, flows: FIRST_DEPOSITS })),
        unmanaged: counted(breakSeverity(leftAlone(input))),
      },
    };
  };
  return {
    managed,
    unmanaged,
    compared: { careful: compare("careful"), aggressive: compare("aggressive") },
  };
}

/** Levered once, and then nobody comes, goes or looks. */
const leftAlone = (run: ExactRun): ExactRun => ({ ...run, flows: FIRST_DEPOSITS, managed: false });

function runOf(label: string, setting: LoopSetting, pricedAt: number): ExactRun {
  return {
    label,
    tape: scenarioTape(),
    world: mainnetOfMay2022(),
    deployment: deploymentWith(setting, pricedAt),
    keeper: offlineKeeper(),
    flows: FLOWS,
    managed: true,
    liquidators: false,
  };
}
