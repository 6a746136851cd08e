/** How much worse it may get before each setting is first open to liquidation. */
import { breakOf, SETTINGS } from "../break-severity.ts";
import { amount } from "../figures.ts";
import { html, type Markup } from "../markup.ts";
import type { Summary } from "../summary.ts";

const NAMES = { careful: "Careful", aggressive: "Aggressive" };

export function breaking(summary: Summary): Markup {
  const rows = SETTINGS.map((setting) => {
    const { target, managed, unmanaged } = breakOf(summary, setting);
    const figures = [managed.multiple, managed.price, unmanaged.multiple, unmanaged.price];
    return html`<tr><th scope="row">${NAMES[setting]}<small>${target}</small></th>
${figures.map((figure) => html`<td>${figure}</td>`)}</tr>`;
  });
  return html`<section>
<h2>How much worse before it breaks</h2>
<p>The real depeg, to ${amount(summary.lowestPrice, 3)} ETH, is made deeper until a position is first open to
liquidation. 2× means that stETH falls twice as far below redemption, on the same days.</p>
<table class="figures breaks">
<thead><tr><th scope="col">Setting</th>
<th scope="col">With the keeper<small>breaks at</small></th>
<th scope="col"><small>lowest price then, ETH</small></th>
<th scope="col">Left alone<small>breaks at</small></th>
<th scope="col"><small>lowest price then, ETH</small></th></tr></thead>
<tbody>
${rows}
</tbody>
</table>
</section>`;
}
