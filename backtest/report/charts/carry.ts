/** What a levered unit earned less what it paid, a year. */
import type { Run } from "../../result.ts";
import { percent } from "../figures.ts";
import { grid, spanning, timeAxis, valueAxis } from "./axes.ts";
import type { Chart } from "./chart.ts";

const RATIO = 1e9;

export function carryChart(managed: Run): Chart {
  const { steps } = managed;
  const values = steps.map(({ carry }) => carry / RATIO);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    id: "carry",
    title: `Each borrowed ETH ${mean < 0 ? "cost" : "earned"} ${percent(Math.abs(mean), 1)} a year on average`,
    says:
      `Carry, the staking rate less the borrowing rate, from ${percent(least, 1)} to ${percent(most, 1)} a year, on` +
      ` average ${percent(mean, 1)}.`,
    caption: "Staking rate less borrowing rate, as the policy sees them. Below zero leverage costs money.",
    legend: [{ text: "carry", color: "var(--managed)", swatch: "line" }],
    option: (canvas) => ({
      grid: grid(canvas),
      xAxis: timeAxis(steps[0]?.time ?? 0, steps.at(-1)?.time ?? 0),
      yAxis: valueAxis("a year, %", (value) => percent(value, 0), spanning([least, most, 0], 0.02)),
      series: [
        {
          type: "line",
          showSymbol: false,
          data: steps.map(({ time, carry }) => [time * 1000, carry / RATIO]),
          lineStyle: { color: "var(--managed)", width: 2 },
        },
      ],
    }),
  };
}
