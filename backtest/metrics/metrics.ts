/** A run in a handful of numbers. */
import type { Run } from "../result.ts";
import { type Apr, type Apy, aprOf, apyOf } from "./annual-rate.ts";
import { calmarRatio } from "./calmar-ratio.ts";
import { dailyLogReturns } from "./daily-returns.ts";
import { type DefenceCost, defenceCost } from "./defence-cost.ts";
import { type Dollars, dollarsOf } from "./dollars.ts";
import { type Drawdown, drawdownOf } from "./drawdown.ts";
import { exitValueInEther } from "./exit-value.ts";
import { leastOf, mostOf } from "./extremes.ts";
import { type ImpermanentLoss, impermanentLossOf } from "./impermanent-loss.ts";
import { minLiquidationDistance } from "./liquidation-distance.ts";
import { sharpeRatio } from "./sharpe-ratio.ts";
import { sortinoRatio } from "./sortino-ratio.ts";
import { type TailRisk, tailRisk } from "./tail-risk.ts";
import { type TimeInBands, timeInBands } from "./time-in-bands.ts";
import { annualVolatility } from "./volatility.ts";

const RATIO = 1_000_000_000;
const WAD = 10n ** 18n;
const DEPOSIT = 100n * WAD;

export interface Metrics {
  /** What 100 stETH of the first step are worth at the end, stETH wei, at entry and at exit value. */
  readonly finalEntryAssets: bigint;
  readonly finalExitAssets: bigint;
  /** Of the entry value in stETH, as fractions: simple, and compounded. */
  readonly netApr: Apr;
  readonly netApy: Apy;
  /** The same in US dollars; null where the run does not know them. */
  readonly dollars: Dollars | null;
  /** Of a share's exit value in ETH at the market price. */
  readonly drawdown: Drawdown;
  /** Of the same value's daily log returns, a year; null for a run of fewer than three days. */
  readonly volatility: number | null;
  /**
   * Of the same returns in excess of those of stETH that was held; null for fewer than three days, and where they never
   * deviate.
   */
  readonly sharpe: number | null;
  /** As Sharpe's, over the days below held stETH alone; null for fewer than three days, and where no day is. */
  readonly sortino: number | null;
  /** The exit value's compound growth in ETH over its drawdown; null where it never fell. */
  readonly calmar: number | null;
  /** Of the exit value's daily returns in ETH; null for fewer than 20 days, and than 100. */
  readonly tail95: TailRisk | null;
  readonly tail99: TailRisk | null;
  readonly timeInBands: TimeInBands;
  /** Smallest further fall of the lender's price to liquidation, a fraction; null where nothing was owed. */
  readonly minLiquidationDistance: number | null;
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
  /** Of liquidity in a pool; null for what never was in one. */
  readonly impermanentLoss: ImpermanentLoss | null;
}

/** @throws RangeError for a run of fewer than two steps */
export function metricsOf(run: Run): Metrics {
  const { steps, actions } = run;
  const sent = actions.filter(({ refused }) => refused === undefined);
  const returns = dailyLogReturns(steps, exitValueInEther);
  // A share's ETH value over that of a stETH is its stETH; the rebase, which holding has too, is left out in units.
  const excess = dailyLogReturns(steps, ({ exitPerShare }) => exitPerShare);
  const values = steps.map((step) => ({ time: step.time, value: exitValueInEther(step) }));
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError("a run without a step has no metrics");
  const seconds = last.time - first.time;
  const drawdown = drawdownOf(values);
  const indebted = steps.filter(({ worstLtv }) => worstLtv > 0);
  return {
    finalEntryAssets: run.finalEntryAssets,
    finalExitAssets: run.finalExitAssets,
    netApr: aprOf(DEPOSIT, run.finalEntryAssets, seconds),
    netApy: apyOf(DEPOSIT, run.finalEntryAssets, seconds),
    dollars: run.ethUsd
      ? dollarsOf(run.ethUsd, DEPOSIT, { entry: run.finalEntryAssets, exit: run.finalExitAssets }, seconds)
      : null,
    drawdown,
    volatility: returns && annualVolatility(returns),
    sharpe: excess && sharpeRatio(excess),
    sortino: excess && sortinoRatio(excess),
    calmar: calmarRatio(apyOf(first.value, last.value, seconds), drawdown.depth),
    tail95: returns && tailRisk(returns, 0.95),
    tail99: returns && tailRisk(returns, 0.99),
    timeInBands: timeInBands(steps),
    minLiquidationDistance: minLiquidationDistance(steps),
    maxLtv: Math.max(0, mostOf(steps.map(({ worstLtv }) => worstLtv))) / RATIO,
    minHealthFactor:
      indebted.length === 0 ? null : leastOf(indebted.map(({ healthFactor }) => healthFactor)) / RATIO,
    actions: sent.length,
    refused: actions.length - sent.length,
    liquidations: run.liquidations.length,
    gasUsed: sent.reduce((sum, { gasUsed }) => sum + gasUsed, 0n),
    defence: defenceCost(actions),
    impermanentLoss: impermanentLossOf(steps),
  };
}
