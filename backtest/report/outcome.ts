/** A run as the summary tells it. */
import { metricsOf } from "../metrics/metrics.ts";
import type { Run } from "../result.ts";
import type { Outcome } from "./summary.ts";

/** @param targetLtv in calm markets, as a fraction; null without a loop */
export function outcomeOf(run: Run, targetLtv: number | null): Outcome {
  const { finalEntryAssets, finalExitAssets, gasUsed, defence, ...metrics } = metricsOf(run);
  return {
    finalAssets: String(finalEntryAssets),
    finalExitAssets: String(finalExitAssets),
    netApr: metrics.netApr,
    maxDrawdown: metrics.drawdown.depth,
    volatility: metrics.volatility,
    sharpe: metrics.sharpe,
    maxLtv: metrics.maxLtv,
    minHealthFactor: metrics.minHealthFactor,
    actions: metrics.actions,
    liquidations: metrics.liquidations,
    gasUsed: Number(gasUsed),
    targetLtv,
    costOfDefence: { trading: String(defence.discount), gas: String(defence.gas) },
  };
}
