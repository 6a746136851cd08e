/** Where profit came from and where it went, a bar a source. */
import { SOURCES, type Source } from "../../attribution/attribution.ts";
import { amount } from "../figures.ts";
import type { Chart } from "./chart.ts";

type Parts = Readonly<Record<Source, bigint>>;

const LABEL = { color: "var(--muted)", fontSize: 12 };
const WAYS = [
  { name: "managed", text: "managed", color: "var(--managed)" },
  { name: "unmanaged", text: "left alone", color: "var(--unmanaged)" },
  { name: "held", text: "holding stETH", color: "var(--hold)" },
] as const;

/** @param ways ETH wei of the profit on 100 stETH */
export function attributionChart(ways: Readonly<Record<(typeof WAYS)[number]["name"], Parts>>): Chart {
  const told = SOURCES.filter((source) => WAYS.some(({ name }) => ways[name][source] !== 0n));
  const { managed } = ways;
  const sum = (holds: (part: bigint) => boolean) =>
    Object.values(managed).reduce((total, part) => (holds(part) ? total + part : total), 0n);
  const [brought, took] = [sum((part) => part > 0n), -sum((part) => part < 0n)];
  return {
    id: "attribution",
    title: `${amount(brought, 2)} ETH came in, ${amount(took, 2)} went`,
    says: `With the keeper, of 100 stETH: ${told.map((source) => `${source} ${amount(managed[source], 2)} ETH`).join(", ")}.`,
    caption:
      "ETH of the profit on 100 stETH at entry value, net of the keeper’s gas. The table below sums to the wei.",
    legend: WAYS.map(({ text, color }) => ({ text, color, swatch: "area" })),
    option: (canvas) => ({
      grid: { left: 84, right: canvas.roomy ? 60 : 40, top: 10, bottom: 40, containLabel: false },
      xAxis: {
        type: "value",
        name: "ETH",
        nameLocation: "middle",
        nameGap: 24,
        nameTextStyle: LABEL,
        axisLabel: { ...LABEL, formatter: (value: number) => String(value).replace("-", "−") },
        splitLine: { lineStyle: { color: "var(--grid)" } },
      },
      yAxis: {
        type: "category",
        inverse: true,
        data: told,
        axisLine: { lineStyle: { color: "var(--axis)" } },
        axisTick: { show: false },
        axisLabel: LABEL,
      },
      series: WAYS.map(({ name, color }) => ({
        type: "bar",
        data: told.map((source) => Number(ways[name][source]) / 1e18),
        itemStyle: { color },
        barGap: "15%",
        barCategoryGap: "35%",
      })),
    }),
  };
}
