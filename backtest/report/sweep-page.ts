/** A sweep as a page: its heatmap, its best settings, and what it rests on. */
import { figure } from "./charts/chart.ts";
import { type Heatmap, heatmapChart } from "./charts/heatmap.ts";
import { html } from "./markup.ts";
import { pageOf } from "./page.ts";

export interface SweepPage {
  readonly title: string;
  /** A sentence or two: how many settings over which tape, how far the fast engine was from the exact one. */
  readonly says: string;
  readonly heatmap: Heatmap;
  readonly head: readonly string[];
  /** The best settings, the best first. */
  readonly best: readonly (readonly string[])[];
  /** SHA-256 of what went in. */
  readonly hashes: Readonly<Record<"data" | "config" | "code", string>>;
}

export const renderSweep = ({ title, says, heatmap, head, best, hashes }: SweepPage): string =>
  pageOf(title, [
    html`<header><h1>${title}</h1><p>${says}</p></header>`,
    html`<section><h2>Where it is good</h2>${figure(heatmapChart(heatmap))}</section>`,
    html`<section><h2>The best settings</h2>
<div class="scroll" role="region" aria-label="The best settings" tabindex="0">
<table class="figures">
<thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${best.map(([first = "", ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
</tbody>
</table>
</div>
</section>`,
    html`<section><h2>What it rests on</h2>
<dl class="hashes">
<div><dt>Data</dt><dd>${hashes.data}</dd></div>
<div><dt>Configuration</dt><dd>${hashes.config}</dd></div>
<div><dt>Code</dt><dd>${hashes.code}</dd></div>
</dl>
</section>`,
  ]);
