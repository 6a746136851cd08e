/** What the result rests on: the engines' agreement, the tape's sources, assumptions, and what went in. */
import { date, integer } from "../figures.ts";
import type { ReportInput } from "../input.ts";
import { html, type Markup } from "../markup.ts";

export function provenance({ summary, labels, notes, hashes }: ReportInput): Markup {
  const { maxAbsWei, maxRelative } = summary.agreement;
  const over = `in collateral, debt and share value, over ${integer(summary.steps)} steps`;
  const agreement =
    BigInt(maxAbsWei) === 0n
      ? `The chain and the exact engine offline agree to the wei ${over}.`
      : `The chain and the exact engine offline differ by at most ${integer(BigInt(maxAbsWei))} wei` +
        ` (${maxRelative.toExponential(1)} of the figure) ${over}.`;
  return html`<section>
<h2>Can it be believed?</h2>
<p>${agreement}</p>
<h3>Where the tape comes from</h3>
<dl class="plain">
${labels.map(
  ({ from, to, grade, says }) =>
    html`<div><dt><b>${grade}</b> ${date(from)} to ${date(to - 1)}</dt><dd>${says}</dd></div>`,
)}
</dl>
<h3>What is assumed</h3>
<dl class="plain">
${notes.map(({ title, text }) => html`<div><dt>${title}</dt><dd>${text}</dd></div>`)}
</dl>
<h3>What went in</h3>
<p>The same inputs give this same page, byte for byte.</p>
<dl class="hashes">
<div><dt>Data</dt><dd>${hashes.data}</dd></div>
<div><dt>Configuration</dt><dd>${hashes.config}</dd></div>
<div><dt>Code</dt><dd>${hashes.code}</dd></div>
</dl>
</section>`;
}
