/** A sweep's scores over two of its axes. */
import { fixed } from "../figures.ts";
import type { Chart } from "./chart.ts";
import type { Canvas } from "./draw.ts";

export interface HeatCell {
  readonly x: number;
  readonly y: number;
  /** Null where no setting was sound, or each was liquidated. */
  readonly score: number | null;
}

export interface Heatmap {
  readonly axes: readonly [x: string, y: string];
  /** What is shown, as whoever asked wrote it. */
  readonly score: string;
  readonly cells: readonly HeatCell[];
}

/** Fixed colours: a scale between CSS variables cannot be drawn ahead of time. */
const [WORST, BEST] = ["#e8f1f8", "#0b5fa5"];

const valuesOf = (cells: readonly HeatCell[], axis: "x" | "y"): number[] =>
  [...new Set(cells.map((cell) => cell[axis]))].sort((a, b) => a - b);

const short = (value: number) => String(Number(value.toPrecision(6)));

export function heatmapChart({ axes: [x, y], score, cells }: Heatmap): Chart {
  const scored = cells.filter((cell): cell is HeatCell & { score: number } => cell.score !== null);
  const [least, most] = [
    Math.min(...scored.map((cell) => cell.score)),
    Math.max(...scored.map((cell) => cell.score)),
  ];
  const best = scored.find((cell) => cell.score === most);
  const [columns, rows] = [valuesOf(cells, "x"), valuesOf(cells, "y")];
  const where = best === undefined ? "nowhere" : `${x} ${short(best.x)}, ${y} ${short(best.y)}`;
  return {
    id: "heatmap",
    title: best === undefined ? "No setting came through" : `The best ${score} is at ${where}`,
    says: `${score} over ${x} and ${y}, from ${fixed(least, 4)} to ${fixed(most, 4)}; the best at ${where}.`,
    caption: `${x} across, ${y} upwards. The darker, the better. An empty cell has no sound setting, or only ones that were liquidated.`,
    legend:
      best === undefined
        ? []
        : [
            { text: `${score} of ${fixed(least, 4)}`, color: WORST, swatch: "area" },
            { text: `of ${fixed(most, 4)}`, color: BEST, swatch: "area" },
          ],
    option: (canvas: Canvas) => ({
      grid: { left: 64, right: 14, top: 14, bottom: canvas.roomy ? 40 : 56 },
      xAxis: { type: "category", data: columns.map(short), name: x, nameLocation: "middle", nameGap: 26 },
      yAxis: { type: "category", data: rows.map(short), name: y },
      visualMap: {
        show: false,
        min: least,
        max: most,
        inRange: { color: [WORST, BEST] },
      },
      series: [
        {
          type: "heatmap",
          data: scored.map((cell) => [columns.indexOf(cell.x), rows.indexOf(cell.y), cell.score]),
          itemStyle: { borderWidth: 1, borderColor: "var(--paper)" },
        },
      ],
    }),
  };
}
