/** A run's results as rows of text, one form for the console and the page. */
import { SOURCES, type Source } from "../attribution/attribution.ts";
import type { Dollars } from "../metrics/dollars.ts";
import type { ImpermanentLoss } from "../metrics/impermanent-loss.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { amount, fixed, integer, percent } from "./figures.ts";

export interface Told extends Metrics {
  /** Where the profit on 100 stETH came from at entry value, net of the keeper's gas; ETH wei. */
  readonly attribution: Readonly<Record<Source, bigint>>;
}

export interface RunFigure {
  readonly title: string;
  readonly figure: (result: Told) => string;
}

/** Where a figure has no meaning, as the health factor of someone who owes nothing. */
export const NONE = "–";

const DAY = 86_400;
const inDollars =
  (show: (dollars: Dollars) => string) =>
  ({ dollars }: Told): string =>
    dollars === null ? NONE : show(dollars);
const day = (time: number | null) =>
  time === null ? NONE : new Date(time * 1_000).toISOString().slice(0, 10);
const ratio = (value: number | null) => (value === null ? NONE : fixed(value, 2));
const tails = (...losses: readonly (number | undefined)[]) =>
  losses.map((loss) => (loss === undefined ? NONE : percent(loss))).join(" ");

export const RUN_FIGURES: readonly RunFigure[] = [
  { title: "at the end, entry value", figure: ({ finalEntryAssets }) => amount(finalEntryAssets, 6) },
  { title: "at the end, exit value", figure: ({ finalExitAssets }) => amount(finalExitAssets, 6) },
  { title: "net APR", figure: ({ netApr }) => percent(netApr) },
  { title: "net APY", figure: ({ netApy }) => percent(netApy) },
  { title: "in US dollars", figure: inDollars(({ entryValue }) => amount(entryValue, 0)) },
  { title: "  profit", figure: inDollars(({ pnl }) => amount(pnl, 0)) },
  { title: "  net APR", figure: inDollars(({ apr }) => percent(apr)) },
  { title: "  net APY", figure: inDollars(({ apy }) => percent(apy)) },
  { title: "max drawdown", figure: ({ drawdown }) => percent(drawdown.depth) },
  {
    title: "  from, to",
    figure: ({ drawdown }) => `${day(drawdown.peakTime)} ${day(drawdown.troughTime)}`,
  },
  { title: "  made good on", figure: ({ drawdown }) => day(drawdown.recoveryTime) },
  {
    title: "longest under water",
    figure: ({ drawdown }) => `${fixed(drawdown.longestUnderWater / DAY, 0)} days`,
  },
  { title: "volatility", figure: ({ volatility }) => (volatility === null ? NONE : percent(volatility)) },
  { title: "Sharpe ratio", figure: ({ sharpe }) => ratio(sharpe) },
  { title: "Sortino ratio", figure: ({ sortino }) => ratio(sortino) },
  { title: "Calmar ratio", figure: ({ calmar }) => ratio(calmar) },
  {
    title: "VaR 95%, 99% a day",
    figure: ({ tail95, tail99 }) => tails(tail95?.valueAtRisk, tail99?.valueAtRisk),
  },
  {
    title: "CVaR 95%, 99% a day",
    figure: ({ tail95, tail99 }) => tails(tail95?.conditionalValueAtRisk, tail99?.conditionalValueAtRisk),
  },
  { title: "max LTV", figure: ({ maxLtv }) => percent(maxLtv) },
  {
    title: "time in band, above",
    figure: ({ maxLtv, timeInBands: { inBand, aboveBand, pastLine } }) =>
      maxLtv === 0 ? NONE : `${percent(inBand)} ${percent(aboveBand + pastLine)}`,
  },
  {
    title: "nearest liquidation",
    figure: ({ minLiquidationDistance: distance }) => (distance === null ? NONE : percent(-distance)),
  },
  {
    title: "min health factor",
    figure: ({ minHealthFactor }) => (minHealthFactor === null ? NONE : fixed(minHealthFactor, 3)),
  },
  { title: "actions", figure: ({ actions }) => integer(actions) },
  { title: "steps open to liquidation", figure: ({ liquidations }) => integer(liquidations) },
];

/** Figures that only liquidity in a pool has, where any of the results is that. */
export function poolFigures(results: readonly Told[]): readonly RunFigure[] {
  if (results.every(({ impermanentLoss }) => impermanentLoss === null)) return [];
  const loss = (told: ImpermanentLoss | null) =>
    told === null ? NONE : `${percent(told.atEnd)} ${percent(told.worst)}`;
  return [{ title: "impermanent loss, worst", figure: ({ impermanentLoss }) => loss(impermanentLoss) }];
}

/** Sources of profit that any of the results has, and their sum. */
export function attributionFigures(results: readonly Told[]): readonly RunFigure[] {
  const told = SOURCES.filter((source) => results.some(({ attribution }) => attribution[source] !== 0n));
  const parts = told.map((source) => ({
    title: `ETH from ${source}`,
    figure: ({ attribution }: Told) => amount(attribution[source], 6),
  }));
  const sum = ({ attribution }: Told) => Object.values(attribution).reduce((total, part) => total + part, 0n);
  return [...parts, { title: "ETH in all", figure: (result) => amount(sum(result), 6) }];
}
