/** From the demo's runs to its summary. */

import { largestMultiple } from "../backtest/break/axes/depth.ts";
import { holding } from "../backtest/metrics/hold.ts";
import { outcomeOf } from "../backtest/report/outcome.ts";
import { type Summary, summarySchema } from "../backtest/report/summary.ts";
import type { Run } from "../backtest/result.ts";
import { least } from "../strategies/kernels/math/extremes.ts";
import type { LoopSetting } from "../strategies/leveraged-loop/params.ts";
import { agreementOf } from "./agreement.ts";
import type { BreakPoints, Offline } from "./offline.ts";
import { loopSettings, scenarioParameters, scenarioTape, settingOf } from "./scenario.ts";

const RATIO = 1e9;

export function summarise(scenario: string, onchain: Run, offline: Offline): Summary {
  const { loop } = scenarioParameters();
  const { managed, unmanaged, compared } = offline;
  const { careful, aggressive } = compared;
  const { maxAbsWei, maxRelative } = agreementOf(onchain, managed);
  const prices = onchain.steps.map(({ poolPrice }) => poolPrice);
  return summarySchema.parse({
    scenario,
    steps: onchain.steps.length,
    onchain: outcomeOf(onchain, targetOf(loop)),
    offline: outcomeOf(managed, targetOf(loop)),
    unmanaged: outcomeOf(unmanaged, targetOf(loop)),
    hold: outcomeOf(holding(onchain), null),
    careful: outcomeOf(careful.run, targetOf(settingOf("careful"))),
    aggressive: outcomeOf(aggressive.run, targetOf(settingOf("aggressive"))),
    breakSeverity: { careful: severities(careful.breaks), aggressive: severities(aggressive.breaks) },
    breakSearchedTo: largestMultiple(scenarioTape()),
    lowestPrice: String(prices.reduce(least)),
    agreement: { maxAbsWei: String(maxAbsWei), maxRelative },
  });
}

const targetOf = (setting: LoopSetting): number => loopSettings(setting).params.targetLtv / RATIO;

/** Where a setting never broke, the largest multiple that was tried. */
const severities = ({ managed, unmanaged }: BreakPoints) => ({
  managed: managed.multiple ?? largestMultiple(scenarioTape()),
  unmanaged: unmanaged.multiple ?? largestMultiple(scenarioTape()),
});
