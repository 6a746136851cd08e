/** The results table, as rows and columns, before it is drawn on the page or in the console. */
import { amount, fixed, integer, percent } from "./figures.ts";
import type { Outcome, Summary } from "./summary.ts";

export interface Column {
  readonly title: string;
  readonly detail: string;
  readonly outcome: Outcome;
}

export interface Metric {
  readonly title: string;
  /** What the figure means, in one line. */
  readonly means: string;
  readonly figure: (outcome: Outcome) => string;
}

/** Where a figure has no meaning, as the health factor of someone who owes nothing. */
export const NONE = "–";

export function columns(summary: Summary): readonly Column[] {
  const target = ({ targetLtv }: Outcome) => (targetLtv === null ? "" : `target ${percent(targetLtv, 0)}`);
  const column = (title: string, outcome: Outcome, detail = target(outcome)): Column => ({
    title,
    detail,
    outcome,
  });
  return [
    column("On chain", summary.onchain),
    column("Offline", summary.offline),
    column("Unmanaged", summary.unmanaged),
    column("Careful", summary.careful),
    column("Aggressive", summary.aggressive),
    column("Hold", summary.hold, "stETH"),
  ];
}

const looped = (figure: (outcome: Outcome) => string) => (outcome: Outcome) =>
  outcome.targetLtv === null ? NONE : figure(outcome);

export const METRICS: readonly Metric[] = [
  {
    title: "100 stETH, entry value",
    means: "worth at the end with stETH taken at what Lido owes for it",
    figure: ({ finalAssets }) => amount(finalAssets, 3),
  },
  {
    title: "100 stETH, exit value",
    means: "worth at the end to someone leaving: debt repaid at market, costs included",
    figure: ({ finalExitAssets }) => amount(finalExitAssets, 3),
  },
  {
    title: "Net APR",
    means: "simple interest a year, from 100 stETH to the entry value at the end",
    figure: ({ netApr }) => percent(netApr),
  },
  {
    title: "Max drawdown",
    means: "largest fall of the exit value, in ETH at market, from its running peak",
    figure: ({ maxDrawdown }) => percent(maxDrawdown),
  },
  {
    title: "Volatility",
    means: "a year's, of daily log returns of the exit value in ETH",
    figure: ({ volatility }) => (volatility === null ? NONE : percent(volatility)),
  },
  {
    title: "Sharpe ratio",
    means: "a year's, of daily log returns in excess of held stETH",
    figure: ({ sharpe }) => (sharpe === null ? NONE : fixed(sharpe, 2)),
  },
  {
    title: "Max LTV",
    means: "highest debt / collateral at the lender's price, before the keeper acted",
    figure: looped(({ maxLtv }) => percent(maxLtv)),
  },
  {
    title: "Min health factor",
    means: "below 1 the lender lets anyone liquidate",
    figure: ({ minHealthFactor }) => (minHealthFactor === null ? NONE : fixed(minHealthFactor, 3)),
  },
  {
    title: "Liquidations",
    means: "steps at which the position could have been liquidated",
    figure: ({ liquidations }) => integer(liquidations),
  },
  {
    title: "Actions",
    means: "transactions of the keeper",
    figure: looped(({ actions }) => integer(actions)),
  },
  {
    title: "Gas used",
    means: "units of gas, all actions",
    figure: looped(({ gasUsed }) => integer(gasUsed)),
  },
  {
    title: "Cost of defence, ETH",
    means: "what selling below redemption gave up, whole vault",
    figure: looped(({ costOfDefence }) => amount(costOfDefence.trading, 3)),
  },
  {
    title: "Gas of defence, ETH",
    means: "gas of those sales at the gas price of their day",
    figure: looped(({ costOfDefence }) => amount(costOfDefence.gas, 3)),
  },
];
