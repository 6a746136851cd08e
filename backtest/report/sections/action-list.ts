/** Every transaction of the keeper on chain: when, what, why, and what it cost. */
import { Action } from "../../../strategies/decision.ts";
import { gasCost, tradingCost } from "../../metrics/action-cost.ts";
import type { ActionRecord, Run } from "../../result.ts";
import { actionLog, type LogEntry, pokes } from "../action-log.ts";
import { rateAt } from "../cost-of-defence.ts";
import { amount, counted, integer, percent } from "../figures.ts";
import { html, type Markup } from "../markup.ts";
import { inWords } from "../words.ts";
import { cell, EMPTY, headings, when } from "./cells.ts";

const RATIO = 1e9;
const WAD = 10n ** 18n;
const HEADINGS = ["No.", "Time, UTC", "What and why", "LTV", "Gave", "Got", "Cost, ETH", "Gas, ETH"];

export function actionList(run: Run): Markup {
  const log = actionLog(run);
  const list = html`<table class="figures cards">
${headings(HEADINGS)}
<tbody>
${log.map((entry) => row(entry, rateAt(run, entry.action.time)))}
</tbody>
</table>
<p class="note">Cost is what the trade gave up against redemption, at one ETH a stETH; a gain is negative.
Gas is at the gas price of its day.${looks(run)}</p>`;
  return html`<section>
<h2>Everything the keeper did</h2>
${log.length === 0 ? html`<p>Nothing: no rule asked for an action.</p>` : list}
</section>`;
}

function looks(run: Run): string {
  const all = pokes(run);
  if (all.length === 0) return "";
  const gas = all.reduce((sum, action) => sum + gasCost(action), 0n);
  const times = counted(all.length, "time");
  return ` Beside these it looked at the prices ${times}, for ${amount(gas, 4)} ETH of gas.`;
}

function row({ action, number }: LogEntry, redemptionRate: bigint): Markup {
  const { what, why } = inWords(action);
  const ltv = `${percent(action.ltvBefore / RATIO, 1)} → ${percent(action.ltvAfter / RATIO, 1)}`;
  return html`<tr><th scope="row">${number}</th>
${when(action.time)}
<td class="text words"><b>${what}</b>: ${why}</td>
${cell("LTV", ltv)}
${trade(action, redemptionRate)}
${cell("Gas, ETH", amount(gasCost(action), 4), `${integer(action.gasUsed)} gas`)}
</tr>`;
}

/** What went each way and what it cost. Units are shown as the stETH that they are. */
function trade(action: ActionRecord, redemptionRate: bigint): Markup {
  const cost = () => cell("Cost, ETH", amount(tradingCost(action, redemptionRate), 3));
  const ether = (wei: bigint) => `${amount(wei, 2)} ETH`;
  const steth = (wei: bigint) => `${amount(wei, 2)} stETH`;
  const units = (wei: bigint) => steth((wei * redemptionRate) / WAD);

  if (action.refused !== undefined) return html`${EMPTY}${EMPTY}${EMPTY}`;
  if (action.kind === "allocate") {
    return html`${cell("Gave", units(action.allocated))}${EMPTY}${EMPTY}`;
  }
  switch (action.decision.action) {
    case Action.delever:
      return html`${cell("Gave", steth(action.sold))}${cell("Got", ether(action.repaid))}${cost()}`;
    case Action.lever:
      return html`${cell("Gave", ether(action.borrowed))}${cell("Got", units(action.gained))}${cost()}`;
    default:
      return html`${EMPTY}${EMPTY}${EMPTY}`;
  }
}
