/** A run in a handful of numbers. */
import type { Run, StepRecord } from "../result.ts";
import { dailyLogReturns } from "./daily-returns.ts";
import { type DefenceCost, defenceCost } from "./defence-cost.ts";
import { maxDrawdown } from "./max-drawdown.ts";
import { netApr } from "./net-apr.ts";
import { sharpeRatio } from "./sharpe-ratio.ts";
import { annualVolatility } from "./volatility.ts";

const RATIO = 1_000_000_000;
const WAD = 10n ** 18n;
const DEPOSIT = 100n * WAD;

export interface Metrics {
  /** What 100 stETH of the first step are worth at the end, stETH wei, at entry and at exit value. */
  readonly finalEntryAssets: bigint;
  readonly finalExitAssets: bigint;
  /** Of the entry value in stETH, simple, as a fraction. */
  readonly netApr: number;
  /** Of a share's exit value in ETH at the market price, as a fraction of the running peak. */
  readonly maxDrawdown: number;
  /** Of the same value's daily log returns, a year; null for a run of fewer than three days. */
  readonly volatility: number | null;
  /**
   * Of the same returns in excess of those of stETH that was held; null for fewer than three days, and where they never
   * deviate.
   */
  readonly sharpe: number | null;
  /**
   * Highest LTV before the keeper acted, and lowest health factor, as fractions; the latter is null where
   * nothing was owed.
   */
  readonly maxLtv: number;
  readonly minHealthFactor: number | null;
  /** Transactions of the keeper. */
  readonly actions: number;
  /** Actions that the contracts refused. */
  readonly refused: number;
  /** Steps in which the position could be liquidated. */
  readonly liquidations: number;
  readonly gasUsed: bigint;
  readonly defence: DefenceCost;
}

/** @throws RangeError for a run of fewer than two steps */
export function metricsOf(run: Run): Metrics {
  const { steps, actions } = run;
  const sent = actions.filter(({ refused }) => refused === undefined);
  const returns = dailyLogReturns(steps, exitValueInEther);
  // A share's ETH value over that of a stETH is its stETH; the rebase, which holding has too, is left out in units.
  const excess = dailyLogReturns(steps, ({ exitPerShare }) => exitPerShare);
  const indebted = steps.filter(({ worstLtv }) => worstLtv > 0);
  return {
    finalEntryAssets: run.finalEntryAssets,
    finalExitAssets: run.finalExitAssets,
    netApr: netApr(DEPOSIT, run.finalEntryAssets, (steps.at(-1)?.time ?? 0) - (steps[0]?.time ?? 0)),
    maxDrawdown: maxDrawdown(steps.map(exitValueInEther)),
    volatility: returns && annualVolatility(returns),
    sharpe: excess && sharpeRatio(excess),
    maxLtv: Math.max(0, ...steps.map(({ worstLtv }) => worstLtv)) / RATIO,
    minHealthFactor:
      indebted.length === 0 ? null : Math.min(...indebted.map(({ healthFactor }) => healthFactor)) / RATIO,
    actions: sent.length,
    refused: actions.length - sent.length,
    liquidations: run.liquidations.length,
    gasUsed: sent.reduce((sum, { gasUsed }) => sum + gasUsed, 0n),
    defence: defenceCost(actions),
  };
}

/** ETH wei that leaving with a whole vault share and selling the stETH would fetch. */
function exitValueInEther({ exitPerShare, redemptionRate, peg }: StepRecord): bigint {
  return (((exitPerShare * redemptionRate) / WAD) * BigInt(peg)) / BigInt(RATIO);
}
