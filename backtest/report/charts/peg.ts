/** What the market paid for a stETH against what Lido owed for it, on a ground that tells how it is known. */

import { mostOf } from "../../metrics/extremes.ts";
import type { Run, StepRecord } from "../../result.ts";
import type { Label } from "../../tape/tape.ts";
import { amount, date, fixed, shortDate } from "../figures.ts";
import { lowestStep } from "../findings.ts";
import type { TapeLabel } from "../input.ts";
import { grid, named, spanning, timeAxis, valueAxis } from "./axes.ts";
import type { Chart } from "./chart.ts";

const RATIO = 1e9;
/** Ether left free above and below, so that nothing touches the plot's edge. */
const ROOM = 0.006;
/** How the price is known, as the ground behind it. What runs throughout is told by the caption. */
const GROUND: Partial<Record<Label, string>> = { measured: "var(--measured)", derived: "var(--derived)" };

export function pegChart(run: Run, labels: readonly TapeLabel[]): Chart {
  const from = run.steps[0]?.time ?? 0;
  const to = run.steps.at(-1)?.time ?? 0;
  const lowest = lowestStep(run.steps);
  const low = lowest === undefined ? 1 : price(lowest.poolPrice);
  const when = lowest === undefined ? "" : date(lowest.time);
  const { min, interval } = spanning([low - ROOM, 1], 0.02);
  const max = Math.max(1, mostOf(run.steps.map(({ poolPrice }) => price(poolPrice)))) + ROOM;
  const at = (step?: StepRecord) => amount(step?.poolPrice ?? 0n, 3);
  const grounds = labels.filter(({ grade }) => GROUND[grade] !== undefined);
  const made = labels.filter(({ grade }) => grade === "synthetic").map(({ short }) => short);
  const madeUp = made.length > 0 ? ` Made up throughout: the ${made.join(", the ")}.` : "";

  return {
    id: "peg",
    title: `stETH fell to ${at(lowest)} ETH on ${when}`,
    says:
      `The price of one stETH in the pool, from ${date(from)} to ${date(to)}. It was` +
      ` ${at(run.steps[0])} ETH at first, ${at(lowest)} ETH at its lowest on ${when}, and` +
      ` ${at(run.steps.at(-1))} ETH at the end.`,
    caption:
      "The price is that of a sale of 1 stETH in the pool. The vault decides by an average over time, which" +
      ` follows the pool with a delay.${madeUp}`,
    legend: [
      { text: "redemption: what Lido owes", color: "var(--hold)", swatch: "dashed" },
      { text: "pool price", color: "var(--managed)", swatch: "line" },
      { text: "price as the vault sees it", color: "var(--second)", swatch: "thin" },
      ...grounds.map(({ grade, short }) => ({
        text: `${grade}: ${short}`,
        color: GROUND[grade] ?? "none",
        swatch: "area" as const,
      })),
    ],
    option: (canvas) => ({
      grid: grid(canvas),
      xAxis: timeAxis(from, to),
      yAxis: valueAxis("ETH for 1 stETH", (value) => fixed(value, 2), { min, max, interval }),
      series: [
        {
          type: "line",
          name: "redemption",
          showSymbol: false,
          data: [
            [from * 1000, 1],
            [to * 1000, 1],
          ],
          lineStyle: { color: "var(--hold)", width: 1.5, type: [6, 4] },
          ...named(canvas, "redemption", "var(--hold)"),
          markArea: {
            silent: true,
            data: grounds.map(({ grade, from: start, to: end }) => [
              {
                xAxis: Math.max(start, from) * 1000,
                itemStyle: { color: GROUND[grade] },
                label: { show: false },
              },
              { xAxis: Math.min(end, to) * 1000 },
            ]),
          },
        },
        {
          type: "line",
          showSymbol: false,
          data: run.steps.map(({ time, peg }) => [time * 1000, peg / RATIO]),
          lineStyle: { color: "var(--second)", width: 1.25 },
        },
        {
          type: "line",
          showSymbol: false,
          data: run.steps.map(({ time, poolPrice }) => [time * 1000, price(poolPrice)]),
          lineStyle: { color: "var(--managed)", width: 2 },
          ...named(canvas, "pool price", "var(--managed)"),
        },
        {
          type: "scatter",
          symbolSize: 8,
          z: 10,
          itemStyle: { color: "var(--managed)", opacity: 1 },
          data: lowest === undefined ? [] : [[lowest.time * 1000, low]],
          label: {
            show: true,
            position: "bottom",
            distance: 6,
            color: "var(--ink)",
            fontSize: 12,
            formatter:
              lowest === undefined ? "" : `${amount(lowest.poolPrice, 3)} on ${shortDate(lowest.time)}`,
          },
        },
      ],
    }),
  };
}

function price(wad: bigint): number {
  return Number(wad / 1_000_000_000n) / RATIO;
}
