/** The results table: one column a way of holding 100 stETH, one row a figure. */
import { html, type Markup } from "../markup.ts";
import { columns, METRICS } from "../results.ts";
import type { Summary } from "../summary.ts";

export function results(summary: Summary): Markup {
  const ways = columns(summary);
  return html`<section>
<h2>What 100 stETH came to</h2>
<div class="scroll" role="region" aria-label="Results" tabindex="0">
<table class="figures">
<thead><tr><th scope="col"><span class="unseen">Figure</span></th>${ways.map(
    ({ title, detail }) => html`<th scope="col">${title}<small>${detail}</small></th>`,
  )}</tr></thead>
<tbody>
${METRICS.map(
  ({ title, means, figure }) =>
    html`<tr><th scope="row">${title}<small>${means}</small></th>${ways.map(
      ({ outcome }) => html`<td>${figure(outcome)}</td>`,
    )}</tr>`,
)}
</tbody>
</table>
</div>
<p class="note"><b>On chain</b>: contracts and keeper on the offline mainnet. <b>Offline</b>: the same tape
through the exact engine. <b>Unmanaged</b>: the same loop, and nobody ever acts. <b>Careful</b> and
<b>Aggressive</b>: other targets, offline, with a keeper. <b>Hold</b>: stETH in a wallet. The gas is the
keeper’s and is not taken from the 100 stETH.</p>
</section>`;
}
