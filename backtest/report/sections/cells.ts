/** Parts of tables. On a phone a row becomes a small list, so each cell carries its column's name. */
import { clock, shortDate } from "../figures.ts";
import { html, type Markup } from "../markup.ts";

export function headings(titles: readonly string[]): Markup {
  return html`<thead><tr>${titles.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>`;
}

/** A figure under its column's heading. */
export function cell(column: string, figure: string, detail = ""): Markup {
  const small = detail === "" ? "" : html` <small>${detail}</small>`;
  return html`<td data-is="${column}"><span>${figure}${small}</span></td>`;
}

/** Where a column does not apply; left out on a phone. */
export const EMPTY = html`<td class="none">–</td>`;

/** A day and an hour, unix seconds in. */
export function when(time: number): Markup {
  return html`<td class="text when">${shortDate(time)} <small>${clock(time)}</small></td>`;
}
