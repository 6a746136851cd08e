/** The page's first screen: what happened, and the three answers that a treasurer asks for first. */
import { answers, headline, story } from "../findings.ts";
import type { ReportInput } from "../input.ts";
import { html, type Markup } from "../markup.ts";

export function opening(input: ReportInput): Markup {
  return html`<header>
<p class="kicker">Keel · ${input.title}</p>
<h1>${headline(input.summary)}</h1>
<p class="lead">${story(input)}</p>
</header>
<dl class="answers">
${answers(input).map(
  ({ question, short, long }) => html`<div>
<dt>${question}</dt>
<dd><strong>${short}</strong> <span>${long}</span></dd>
</div>`,
)}
</dl>`;
}
