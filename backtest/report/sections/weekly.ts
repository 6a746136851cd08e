/** The charts' figures week by week, for whoever would rather read than look. */
import type { Run } from "../../result.ts";
import { holdingOf100, valueOf100 } from "../charts/share-value.ts";
import { amount, fixed, percent, shortDate } from "../figures.ts";
import { lowestStep } from "../findings.ts";
import { html, type Markup } from "../markup.ts";

const WEEK = 7 * 86_400;
const RATIO = 1e9;

export function weekly(managed: Run, unmanaged: Run): Markup {
  const exit = valueOf100(managed, "exitPerShare");
  const hold = holdingOf100(managed);
  const start = managed.steps[0]?.time ?? 0;
  const weeks = Map.groupBy(managed.steps.keys(), (i) =>
    Math.floor(((managed.steps[i]?.time ?? start) - start) / WEEK),
  );
  return html`<details>
<summary>The charts as figures, week by week</summary>
<div class="scroll" role="region" aria-label="Figures by week" tabindex="0">
<table class="figures">
<thead><tr><th scope="col">Week from</th><th scope="col">Lowest price, ETH</th><th scope="col">Highest LTV, managed</th><th scope="col">Highest LTV, left alone</th><th scope="col">100 stETH, exit value at week’s end</th><th scope="col">100 stETH held</th></tr></thead>
<tbody>
${[...weeks].map(([week, indices]) => {
  const steps = indices.flatMap((i) => managed.steps[i] ?? []);
  const alone = indices.flatMap((i) => unmanaged.steps[i] ?? []);
  const last = indices.at(-1) ?? 0;
  const lowest = lowestStep(steps)?.poolPrice ?? 0n;
  const highest = (of: typeof steps) => percent(Math.max(...of.map(({ worstLtv }) => worstLtv)) / RATIO, 1);
  return html`<tr><th scope="row">${shortDate(start + week * WEEK)}</th><td>${amount(lowest, 3)}</td><td>${highest(steps)}</td><td>${highest(alone)}</td><td>${fixed(exit[last] ?? 0, 2)}</td><td>${fixed(hold[last] ?? 0, 2)}</td></tr>`;
})}
</tbody>
</table>
</div>
</details>`;
}
