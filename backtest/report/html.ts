/** The report of the demo as one HTML file. The same input gives the same bytes. */
import { figure } from "./charts/chart.ts";
import { ltvChart } from "./charts/ltv.ts";
import { pegChart } from "./charts/peg.ts";
import { shareValueChart } from "./charts/share-value.ts";
import { headline } from "./findings.ts";
import type { ReportInput } from "./input.ts";
import { html } from "./markup.ts";
import { pageOf } from "./page.ts";
import { actionList } from "./sections/action-list.ts";
import { breaking } from "./sections/breaking.ts";
import { depositors } from "./sections/depositors.ts";
import { opening } from "./sections/opening.ts";
import { provenance } from "./sections/provenance.ts";
import { results } from "./sections/results.ts";
import { weekly } from "./sections/weekly.ts";

export type { ReportInput } from "./input.ts";

export function renderReport(input: ReportInput): string {
  const { onchain, unmanaged } = input.runs;
  return pageOf(`${input.title}: ${headline(input.summary)}`, [
    opening(input),
    results(input.summary),
    breaking(input.summary),
    html`<section>
<h2>How it went</h2>
${figure(pegChart(onchain, input.labels))}
${figure(ltvChart(onchain, unmanaged))}
${figure(shareValueChart(onchain, unmanaged))}
${weekly(onchain, unmanaged)}
</section>`,
    actionList(onchain),
    depositors(onchain),
    provenance(input),
  ]);
}
