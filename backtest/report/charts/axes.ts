/** The axes that every chart of the page shares: months below, a quiet grid behind. */

import { leastOf, mostOf } from "../../metrics/extremes.ts";
import { shortDate } from "../figures.ts";
import type { Canvas } from "./draw.ts";

const LABEL = { color: "var(--muted)", fontSize: 12 };

/** The first of each month from `from` to `to` inclusive, unix seconds in, milliseconds out. */
function months(from: number, to: number): number[] {
  const start = new Date(from * 1000);
  const firsts: number[] = [];
  for (let month = start.getUTCMonth(); ; month++) {
    const first = Date.UTC(start.getUTCFullYear(), month, 1);
    if (first > to * 1000) return firsts;
    if (first >= from * 1000) firsts.push(first);
  }
}

/** @param from @param to unix seconds */
export function timeAxis(from: number, to: number) {
  const ticks = months(from, to);
  return {
    type: "time",
    min: from * 1000,
    max: to * 1000,
    axisLine: { lineStyle: { color: "var(--axis)" } },
    axisTick: { customValues: ticks, lineStyle: { color: "var(--axis)" } },
    axisLabel: {
      ...LABEL,
      customValues: ticks,
      hideOverlap: true,
      formatter: (time: number) => shortDate(time / 1000),
    },
    splitLine: { show: false },
  };
}

interface Range {
  readonly min: number;
  readonly max: number;
  readonly interval: number;
}

const MOST_TICKS = 12;
/** How many intervals make one where there would be too many ticks to read. */
const WIDER = [1, 2, 5, 10, 20, 50, 100];

/** The whole intervals that hold all of the values; several make one where they are many. */
export function spanning(values: readonly number[], interval: number): Range {
  const [least, most] = [leastOf(values), mostOf(values)];
  const fits = (times: number) => (most - least) / (interval * times) <= MOST_TICKS - 2;
  const step = interval * (WIDER.find(fits) ?? 1_000);
  return { min: Math.floor(least / step) * step, max: Math.ceil(most / step) * step, interval: step };
}

/** @param name what is measured, and its unit */
export function valueAxis(name: string, write: (value: number) => string, range: Range) {
  return {
    type: "value",
    name,
    nameLocation: "end",
    nameGap: 12,
    nameTextStyle: { ...LABEL, align: "left", padding: [0, 0, 0, -44] },
    axisLabel: { ...LABEL, formatter: write, showMaxLabel: isWhole(range) },
    splitLine: { lineStyle: { color: "var(--grid)" } },
    ...range,
  };
}

/** Whether the axis ends at a tick, whose label is then worth writing. */
function isWhole({ min, max, interval }: Range): boolean {
  const ticks = (max - min) / interval;
  return Math.abs(ticks - Math.round(ticks)) < 1e-9;
}

export function grid(canvas: Canvas) {
  return { left: 48, right: canvas.roomy ? 132 : 14, top: 40, bottom: 28, containLabel: false };
}

/** A line's name at its right end, in its own colour, clear of the others; only where there is room. */
export function named(canvas: Canvas, text: string, color: string) {
  return {
    endLabel: { show: canvas.roomy, formatter: text, color, fontSize: 12, distance: 6 },
    labelLayout: { moveOverlap: "shiftY" },
  };
}
