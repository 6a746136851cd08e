/** A chart as the page prints it: what to see, how to read it, and the drawing itself. */
import type { EChartsCoreOption } from "echarts";
import { html, type Markup } from "../markup.ts";
import { type Canvas, draw, NARROW, WIDE } from "./draw.ts";

/** How a legend's sample is drawn. */
export type Swatch =
  | "line"
  | "dashed"
  | "dotted"
  | "thin"
  | "area"
  | "up"
  | "down"
  | "dot"
  | "diamond"
  | "square"
  | "cross";

export interface LegendEntry {
  readonly text: string;
  readonly color: string;
  readonly swatch: Swatch;
}

export interface Chart {
  readonly id: string;
  /** What there is to see, as a sentence. */
  readonly title: string;
  /** The same for someone who cannot see it, with the figures that matter. */
  readonly says: string;
  /** How to read it. */
  readonly caption: string;
  readonly legend: readonly LegendEntry[];
  readonly option: (canvas: Canvas) => EChartsCoreOption;
}

export function figure(chart: Chart): Markup {
  const drawing = (canvas: Canvas, width: string) =>
    draw(`${chart.id}-${width}`, chart.says, canvas, chart.option(canvas));
  return html`<figure id="${chart.id}">
<h3>${chart.title}</h3>
<ul class="legend">${chart.legend.map(entry)}</ul>
<div class="wide">${drawing(WIDE, "wide")}</div>
<div class="narrow">${drawing(NARROW, "narrow")}</div>
<figcaption>${chart.caption}</figcaption>
</figure>`;
}

const SAMPLES: Record<Swatch, Markup> = {
  line: html`<path d="M1 7H23" stroke-width="2.5"/>`,
  thin: html`<path d="M1 7H23" stroke-width="1.25"/>`,
  dashed: html`<path d="M1 7H23" stroke-width="2" stroke-dasharray="6 4"/>`,
  dotted: html`<path d="M1 7H23" stroke-width="2" stroke-dasharray="2 3"/>`,
  area: html`<path d="M1 1H23V13H1Z" stroke="none" fill="currentColor"/>`,
  up: html`<path d="M12 2L18 12H6Z" stroke="none" fill="currentColor"/>`,
  down: html`<path d="M12 12L18 2H6Z" stroke="none" fill="currentColor"/>`,
  dot: html`<path d="M12 3a4 4 0 1 0 .01 0Z" stroke-width="1.5"/>`,
  square: html`<path d="M7 2H17V12H7Z" stroke="none" fill="currentColor"/>`,
  cross: html`<path d="M7 2L17 12M17 2L7 12" stroke-width="2"/>`,
  diamond: html`<path d="M12 1L18 7L12 13L6 7Z" stroke="none" fill="currentColor"/>`,
};

function entry({ text, color, swatch }: LegendEntry): Markup {
  return html`<li><svg width="24" height="14" viewBox="0 0 24 14" aria-hidden="true" style="color:${color}">
${SAMPLES[swatch]}</svg>${text}</li>`;
}
