/** Who came and went, at what the vault itself reported. */
import type { Run } from "../../result.ts";
import { amount, clock, shortDate } from "../figures.ts";
import { html, type Markup } from "../markup.ts";

const KINDS = { deposit: "put in", redeem: "took out" };

export function depositors(run: Run): Markup {
  const rows = run.flows.map(
    ({ time, who, kind, assets, shares }) =>
      html`<tr><th scope="row">${who}</th><td class="text when">${shortDate(time)} <small>${clock(time)}</small></td><td class="text words">${KINDS[kind]}</td><td data-is="stETH"><span>${amount(assets, 4)}</span></td><td data-is="Vault shares"><span>${amount(shares, 4)}</span></td></tr>`,
  );
  return html`<section>
<h2>Who came and who left</h2>
<table class="figures cards">
<thead><tr><th scope="col">Who</th><th scope="col">Time, UTC</th><th scope="col">What</th><th scope="col">stETH</th><th scope="col">Vault shares</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>
</section>`;
}
