/** The tear sheet of one study: a deposit through a tape with its keeper, left alone, and held. The same input gives the same bytes. */
import type { Run } from "../result.ts";
import { attributionChart } from "./charts/attribution.ts";
import { figure } from "./charts/chart.ts";
import { drawdownChart } from "./charts/drawdown.ts";
import { ltvChart } from "./charts/ltv.ts";
import { pegChart } from "./charts/peg.ts";
import { ratesChart } from "./charts/rates.ts";
import { shareValueChart } from "./charts/share-value.ts";
import { amount, counted, date } from "./figures.ts";
import { html, type Markup, raw } from "./markup.ts";
import { pageOf } from "./page.ts";
import { attributionFigures, poolFigures, RUN_FIGURES, type RunFigure, type Told } from "./run-figures.ts";
import { actionList } from "./sections/action-list.ts";
import { studyAnswers } from "./sections/study-answers.ts";
import { weekly } from "./sections/weekly.ts";

/** One way through the tape, with what it came to. */
export interface Way {
  readonly run: Run;
  readonly result: Told;
}

export interface TearSheet {
  /** Of the tape. */
  readonly name: string;
  /** The loop's setting, in the words of whoever chose it. */
  readonly setting: string;
  /** stETH wei that the vault's one depositor brought. */
  readonly deposit: bigint;
  readonly managed: Way;
  readonly unmanaged: Way;
  readonly held: Way;
  /** What the tape left to be assumed and what of it was filled, a sentence each. */
  readonly notes: readonly string[];
  /** SHA-256 of what went in. */
  readonly hashes: { readonly data: string; readonly config: string; readonly code: string };
}

export function renderTearSheet(sheet: TearSheet): string {
  const { managed, unmanaged, held } = sheet;
  const headline = `${sheet.setting} through ${sheet.name}`;
  const results = [managed.result, unmanaged.result, held.result];
  const owes = managed.result.maxLtv > 0;
  return pageOf(headline, [
    opening(sheet, headline),
    studyAnswers({ managed: managed.result, unmanaged: unmanaged.result, held: held.result }),
    html`<section>
<h2>What 100 stETH came to</h2>
${figures("What 100 stETH came to", [...RUN_FIGURES, ...poolFigures(results)], sheet)}
</section>`,
    html`<section>
<h2>How it went</h2>
${figure(shareValueChart(managed.run, unmanaged.run))}
${figure(drawdownChart(managed.run, unmanaged.run, held.run))}
${owes ? [figure(ltvChart(managed.run, unmanaged.run))] : []}
${figure(pegChart(managed.run, []))}
${owes ? [figure(ratesChart(managed.run))] : []}
${weekly(managed.run, unmanaged.run)}
</section>`,
    html`<section>
<h2>Where the profit came from</h2>
${figure(
  attributionChart({
    managed: managed.result.attribution,
    unmanaged: unmanaged.result.attribution,
    held: held.result.attribution,
  }),
)}
${figures("Where the profit came from", attributionFigures(results), sheet)}
</section>`,
    actionList(managed.run),
    provenance(sheet),
  ]);
}

function opening({ deposit, managed: { run, result } }: TearSheet, headline: string): Markup {
  const [first, last] = [run.steps[0]?.time ?? 0, run.steps.at(-1)?.time ?? 0];
  const open =
    result.liquidations === 0
      ? "was never open to liquidation"
      : `was open to liquidation at ${counted(result.liquidations, "step")}`;
  return html`<header>
<h1>${headline}</h1>
<p>A deposit of ${amount(deposit, 0)} stETH, from ${date(first)} to ${date(last)} in ${counted(run.steps.length, "step")}, by the
contracts’ own rounding. With its keeper it ${open} and sent ${counted(result.actions, "transaction")}.</p>
</header>`;
}

/** Figures a row, ways a column; a figure that belongs to the one above it stands in a little. */
function figures(title: string, told: readonly RunFigure[], { managed, unmanaged, held }: TearSheet): Markup {
  const ways = { managed, unmanaged, held };
  return html`<div class="scroll" role="region" aria-label="${title}" tabindex="0">
<table class="figures ways">
<thead><tr><th scope="col"><span class="unseen">Figure</span></th>${Object.keys(ways).map(
    (name) => html`<th scope="col">${name}</th>`,
  )}</tr></thead>
<tbody>
${told.map(
  ({ title: row, figure: show }) =>
    html`<tr${row.startsWith(" ") ? raw(' class="part"') : ""}><th scope="row">${row.trim()}</th>${Object.values(ways).map(({ result }) => html`<td>${show(result)}</td>`)}</tr>`,
)}
</tbody>
</table>
</div>`;
}

function provenance({ notes, hashes }: TearSheet): Markup {
  const rests =
    notes.length === 0
      ? html`<p>The tape tells everything that the market’s model asks for.</p>`
      : html`<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
  return html`<section>
<h2>What it rests on</h2>
${rests}
<p>The figures are explained in docs/backtesting.md. The same inputs give this same page, byte for byte.</p>
<dl class="hashes">
<div><dt>Data</dt><dd>${hashes.data}</dd></div>
<div><dt>Configuration</dt><dd>${hashes.config}</dd></div>
<div><dt>Code</dt><dd>${hashes.code}</dd></div>
</dl>
</section>`;
}
