/** How far each way of holding stood below its own peak, in ETH at the market's price. */
import { exitValueInEther } from "../../metrics/exit-value.ts";
import type { Run } from "../../result.ts";
import { date, percent } from "../figures.ts";
import { grid, named, spanning, timeAxis, valueAxis } from "./axes.ts";
import type { Chart } from "./chart.ts";

interface Fallen {
  readonly time: number;
  /** Below the running peak, as a fraction of it; not above 0. */
  readonly fall: number;
}

function fallsOf({ steps }: Run): readonly Fallen[] {
  let peak = 0n;
  return steps.map((step) => {
    const value = exitValueInEther(step);
    if (value > peak) peak = value;
    return { time: step.time, fall: peak === 0n ? 0 : -Number(peak - value) / Number(peak) };
  });
}

const deepest = (falls: readonly Fallen[]): Fallen =>
  falls.reduce((low, now) => (now.fall < low.fall ? now : low), { time: falls[0]?.time ?? 0, fall: 0 });

export function drawdownChart(managed: Run, unmanaged: Run, held: Run): Chart {
  const ways = [
    { name: "managed", falls: fallsOf(managed), color: "var(--managed)", line: { width: 2 }, z: 4 },
    {
      name: "left alone",
      falls: fallsOf(unmanaged),
      color: "var(--unmanaged)",
      line: { width: 1.5, type: [6, 4] },
      z: 3,
    },
    { name: "holding", falls: fallsOf(held), color: "var(--hold)", line: { width: 2, type: [2, 3] }, z: 2 },
  ] as const;
  const [low, alone, hold] = ways.map(({ falls }) => deepest(falls)) as [Fallen, Fallen, Fallen];
  const steps = managed.steps;
  const range = spanning([Math.min(low.fall, alone.fall, hold.fall), 0], 0.05);
  return {
    id: "drawdown",
    title: `Who left on ${date(low.time)} left with ${percent(-low.fall, 1)} less than at the peak`,
    says:
      `The fall of the exit value in ETH from its running peak: ${percent(-low.fall, 1)} at most with the keeper, on` +
      ` ${date(low.time)}; ${percent(-alone.fall, 1)} left alone; ${percent(-hold.fall, 1)} for held stETH.`,
    caption: "What leaving fetches, sold at the market, against the most that it had fetched before.",
    legend: [
      { text: "managed", color: "var(--managed)", swatch: "line" },
      { text: "left alone", color: "var(--unmanaged)", swatch: "dashed" },
      { text: "holding stETH", color: "var(--hold)", swatch: "dotted" },
    ],
    option: (canvas) => ({
      grid: grid(canvas),
      xAxis: timeAxis(steps[0]?.time ?? 0, steps.at(-1)?.time ?? 0),
      yAxis: valueAxis("below the peak, %", (value) => percent(value, 0), range),
      series: ways.map(({ name, falls, color, line, z }) => ({
        type: "line",
        z,
        showSymbol: false,
        data: falls.map(({ time, fall }) => [time * 1000, fall]),
        lineStyle: { color, ...line },
        ...named(canvas, name, color),
      })),
    }),
  };
}
