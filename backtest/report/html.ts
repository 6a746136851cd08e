/**
 * The report as one HTML file: no script, no request, no font from elsewhere; readable on a phone, in the
 * dark and on paper. The same input gives the same bytes.
 */
import { readFileSync } from "node:fs";
import { figure } from "./charts/chart.ts";
import { ltvChart } from "./charts/ltv.ts";
import { pegChart } from "./charts/peg.ts";
import { shareValueChart } from "./charts/share-value.ts";
import { headline } from "./findings.ts";
import type { ReportInput } from "./input.ts";
import { html, raw } from "./markup.ts";
import { actionList } from "./sections/action-list.ts";
import { breaking } from "./sections/breaking.ts";
import { depositors } from "./sections/depositors.ts";
import { opening } from "./sections/opening.ts";
import { provenance } from "./sections/provenance.ts";
import { results } from "./sections/results.ts";
import { weekly } from "./sections/weekly.ts";

export type { ReportInput } from "./input.ts";

/** The page may style itself, and may do nothing else. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
const STYLE = readFileSync(new URL("./page.css", import.meta.url), "utf8");

export function renderReport(input: ReportInput): string {
  const { onchain, unmanaged } = input.runs;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${raw(POLICY)}">
<link rel="icon" href="data:,">
<title>${input.title}: ${headline(input.summary)}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<main>
${opening(input)}
${results(input.summary)}
${breaking(input.summary)}
<section>
<h2>How it went</h2>
${figure(pegChart(onchain, input.labels))}
${figure(ltvChart(onchain, unmanaged))}
${figure(shareValueChart(onchain, unmanaged))}
${weekly(onchain, unmanaged)}
</section>
${actionList(onchain)}
${depositors(onchain)}
${provenance(input)}
</main>
</body>
</html>
`;
  return page.text;
}
