/** The charts' figures week by week, for whoever would rather read than look. */

import { mostOf } from "../../metrics/extremes.ts";
import type { Run, StepRecord } from "../../result.ts";
import { holdingOf100, valueOf100 } from "../charts/share-value.ts";
import { amount, fixed, percent, shortDate } from "../figures.ts";
import { lowestStep } from "../findings.ts";
import { html, type Markup } from "../markup.ts";
import { headings } from "./cells.ts";

const WEEK = 7 * 86_400;
const RATIO = 1e9;
const HEADINGS = [
  "Week from",
  "Lowest price, ETH",
  "Highest LTV, managed",
  "Highest LTV, left alone",
  "100 stETH, exit value at week’s end",
  "100 stETH held",
];

export function weekly(managed: Run, unmanaged: Run): Markup {
  const exit = valueOf100(managed, "exitPerShare");
  const hold = holdingOf100(managed);
  const start = managed.steps[0]?.time ?? 0;
  const weekOf = (i: number) => Math.floor(((managed.steps[i]?.time ?? start) - start) / WEEK);
  const weeks = Map.groupBy(managed.steps.keys(), weekOf);

  const rows = [...weeks].map(([week, indices]) => {
    const steps = indices.flatMap((i) => managed.steps[i] ?? []);
    const last = indices.at(-1) ?? 0;
    const figures = [
      amount(lowestStep(steps)?.poolPrice ?? 0n, 3),
      highestLtv(steps),
      highestLtv(indices.flatMap((i) => unmanaged.steps[i] ?? [])),
      fixed(exit[last] ?? 0, 2),
      fixed(hold[last] ?? 0, 2),
    ];
    return html`<tr><th scope="row">${shortDate(start + week * WEEK)}</th>
${figures.map((figure) => html`<td>${figure}</td>`)}</tr>`;
  });

  return html`<details>
<summary>The charts as figures, week by week</summary>
<div class="scroll" role="region" aria-label="Figures by week" tabindex="0">
<table class="figures">
${headings(HEADINGS)}
<tbody>
${rows}
</tbody>
</table>
</div>
</details>`;
}

function highestLtv(steps: readonly StepRecord[]): string {
  return percent(mostOf(steps.map(({ worstLtv }) => worstLtv)) / RATIO, 1);
}
