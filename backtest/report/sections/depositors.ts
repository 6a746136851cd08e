/** Who came and went, at what the vault itself reported. */
import type { Run } from "../../result.ts";
import { amount } from "../figures.ts";
import { html, type Markup } from "../markup.ts";
import { cell, headings, when } from "./cells.ts";

const KINDS = { deposit: "put in", redeem: "took out" };

export function depositors(run: Run): Markup {
  const rows = run.flows.map(
    ({ time, who, kind, assets, shares }) => html`<tr><th scope="row">${who}</th>
${when(time)}
<td class="text words">${KINDS[kind]}</td>
${cell("stETH", amount(assets, 4))}
${cell("Vault shares", amount(shares, 4))}
</tr>`,
  );
  return html`<section>
<h2>Who came and who left</h2>
<table class="figures cards">
${headings(["Who", "Time, UTC", "What", "stETH", "Vault shares"])}
<tbody>
${rows}
</tbody>
</table>
</section>`;
}
