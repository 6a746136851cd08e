/**
 * Draws a chart as SVG that the page carries in itself, once wide and once for a narrow screen. Colours are
 * the page's CSS variables, so that one drawing serves light, dark and print.
 */
// In one file, which is there in a tenth of the time of its six hundred.
import * as echarts from "echarts/dist/echarts.esm.min.mjs";
import { escaped, type Markup, raw } from "../markup.ts";
import { type Point, thinned } from "./thinned.ts";

export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Whether there is room for labels at the right of the plot. */
  readonly roomy: boolean;
}

export const WIDE: Canvas = { width: 880, height: 380, roomy: true };
export const NARROW: Canvas = { width: 358, height: 320, roomy: false };

export const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

/**
 * @param id unique on the page: ECharts numbers its clip paths by the drawings of the process, which would
 * differ from one run to the next
 * @param says what a reader who cannot see the chart is told
 */
export function draw(id: string, says: string, canvas: Canvas, option: echarts.EChartsCoreOption): Markup {
  const chart = echarts.init(null, null, {
    renderer: "svg",
    ssr: true,
    width: canvas.width,
    height: canvas.height,
  });
  try {
    const style = { animation: false, useUTC: true, textStyle: { fontFamily: FONT } };
    chart.setOption({ ...style, ...option, series: [option.series].flat().map(lighter(canvas)) });
    return raw(still(chart.renderToSVGString(), id, says));
  } finally {
    chart.dispose();
  }
}

/** The same series, its line without points that nobody could see. */
const lighter =
  ({ width }: Canvas) =>
  (series: unknown): unknown => {
    const { type, data } = series as { readonly type: string; readonly data: readonly Point[] };
    return type === "line" ? { ...(series as object), data: thinned(data, width) } : series;
  };

/** Strips what only a live chart needs, and makes ids our own. */
function still(svg: string, id: string, says: string): string {
  return svg
    .replace(/<style ?>.*?<\/style>/s, "")
    .replace(/ (class|ecmeta_\w+|pointer-events)="[^"]*"/g, "")
    .replace(/ (xmlns:xlink|version|baseProfile)="[^"]*"/g, "")
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/ (d|points)="[^"]*"/g, (path) => path.replace(/(\.\d)\d+/g, "$1"))
    .replace(/\n+/g, "\n")
    .replace("<svg ", `<svg role="img" aria-label="${escaped(says)}" `);
}
