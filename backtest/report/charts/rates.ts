/** What staking earned a levered unit and what it paid for the loan, a year, both from what happened to its balances. */

import { leastOf, mostOf } from "../../metrics/extremes.ts";
import type { Run } from "../../result.ts";
import { percent } from "../figures.ts";
import { NONE } from "../run-figures.ts";
import { grid, named, spanning, timeAxis, valueAxis } from "./axes.ts";
import type { Chart } from "./chart.ts";

const DAY = 86_400;
const WEEK = 7 * DAY;
const YEAR = 365 * DAY;

/** A rate a year, as a fraction, at a unix time. */
type Rate = readonly [time: number, rate: number];

/** Growth of what Lido redeems a unit for over the week before, from the second day on: Lido's first report may be of part of a day. */
function stakingRates({ steps }: Run): readonly Rate[] {
  const [opened] = steps;
  const redeemed = new Map(steps.map(({ time, redemptionRate }) => [time, redemptionRate]));
  return steps.flatMap(({ time, redemptionRate }): Rate[] => {
    const before = redeemed.get(time - WEEK);
    if (opened === undefined || before === undefined || time - WEEK < opened.time + DAY) return [];
    return [[time, ((Number(redemptionRate - before) / Number(before)) * YEAR) / WEEK]];
  });
}

/** Growth of the debt from step to step, those left out in which the keeper changed it. */
function borrowRates({ steps, actions }: Run): readonly Rate[] {
  const acted = new Set(actions.map(({ time }) => time));
  return steps.flatMap((step, index): Rate[] => {
    const before = steps[index - 1];
    if (before === undefined || before.debt === 0n || step.debt < before.debt || acted.has(step.time))
      return [];
    const growth = Number(step.debt - before.debt) / Number(before.debt);
    return [[step.time, (growth * YEAR) / (step.time - before.time)]];
  });
}

/** The mean of the rates, or a dash of none. */
const average = (rates: readonly Rate[]): string =>
  rates.length === 0 ? NONE : percent(rates.reduce((sum, [, rate]) => sum + rate, 0) / rates.length, 1);

export function ratesChart(managed: Run): Chart {
  const { steps } = managed;
  const [staking, borrow] = [stakingRates(managed), borrowRates(managed)];
  const [earned, paid] = [average(staking), average(borrow)];
  const all = [...staking, ...borrow].map(([, rate]) => rate);
  const points = (rates: readonly Rate[]) => rates.map(([time, rate]) => [time * 1000, rate]);
  return {
    id: "rates",
    title: `Staking earned ${earned} a year, the loan cost ${paid}`,
    says: `Rates a year, on average: staking earned ${earned}, the loan cost ${paid}; from ${percent(Math.min(leastOf(all), 0), 1)} to ${percent(Math.max(mostOf(all), 0), 1)}.`,
    caption:
      "Staking is the growth of what Lido redeems over the week before, the loan that of the debt from step to step." +
      " Where the loan costs more, leverage loses.",
    legend: [
      { text: "staking", color: "var(--second)", swatch: "line" },
      { text: "loan", color: "var(--unmanaged)", swatch: "dashed" },
    ],
    option: (canvas) => ({
      grid: grid(canvas),
      xAxis: timeAxis(steps[0]?.time ?? 0, steps.at(-1)?.time ?? 0),
      yAxis: valueAxis("a year, %", (value) => percent(value, 0), spanning([...all, 0], 0.01)),
      series: [
        {
          type: "line",
          showSymbol: false,
          data: points(staking),
          lineStyle: { color: "var(--second)", width: 2 },
          ...named(canvas, "staking", "var(--second)"),
        },
        {
          type: "line",
          showSymbol: false,
          data: points(borrow),
          lineStyle: { color: "var(--unmanaged)", width: 1.5, type: [6, 4] },
          ...named(canvas, "loan", "var(--unmanaged)"),
        },
      ],
    }),
  };
}
