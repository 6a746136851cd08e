/** Every transaction of the keeper on chain: when, what, why, and what it cost. */
import { Action } from "../../../strategies/decision.ts";
import type { ActionRecord, Run } from "../../result.ts";
import { actionLog, type LogEntry, pokes } from "../action-log.ts";
import { gasCost, rateAt, tradingCost } from "../cost-of-defence.ts";
import { amount, clock, counted, integer, percent, shortDate } from "../figures.ts";
import { html, type Markup } from "../markup.ts";
import { inWords } from "../words.ts";

const RATIO = 1e9;
const WAD = 10n ** 18n;

export function actionList(run: Run): Markup {
  const log = actionLog(run);
  const list = html`<table class="figures cards">
<thead><tr><th scope="col">No.</th><th scope="col">Time, UTC</th><th scope="col">What and why</th><th scope="col">LTV</th><th scope="col">Gave</th><th scope="col">Got</th><th scope="col">Cost, ETH</th><th scope="col">Gas, ETH</th></tr></thead>
<tbody>
${log.map((entry) => row(entry, rateAt(run, entry.action.time)))}
</tbody>
</table>
<p class="note">Cost is what the trade gave up against redemption, at one ETH a stETH; a gain is negative. Gas is at the gas price of its day.${looks(run)}</p>`;
  return html`<section>
<h2>Everything the keeper did</h2>
${log.length === 0 ? html`<p>Nothing: no rule asked for an action.</p>` : list}
</section>`;
}

function looks(run: Run): string {
  const gas = pokes(run).reduce((sum, action) => sum + gasCost(action), 0n);
  return gas === 0n
    ? ""
    : ` Beside these it had the prices looked at ${counted(pokes(run).length, "time")}, for ${amount(gas, 4)} ETH of gas.`;
}

function row({ action, number }: LogEntry, redemptionRate: bigint): Markup {
  const { what, why } = inWords(action);
  return html`<tr><th scope="row">${number}</th><td class="text when">${shortDate(action.time)} <small>${clock(action.time)}</small></td><td class="text words"><b>${what}</b>: ${why}</td><td data-is="LTV"><span>${percent(action.ltvBefore / RATIO, 1)} → ${percent(action.ltvAfter / RATIO, 1)}</span></td>${trade(action, redemptionRate)}<td data-is="Gas, ETH"><span>${amount(gasCost(action), 4)} <small>${integer(action.gasUsed)} gas</small></span></td></tr>`;
}

/** A delever gives stETH and repays ETH; a lever borrows ETH and gains units, shown as the stETH that they are. */
function trade(action: ActionRecord, redemptionRate: bigint): Markup {
  const cells = (gave: string, got: string) =>
    html`<td data-is="Gave"><span>${gave}</span></td><td data-is="Got"><span>${got}</span></td><td data-is="Cost, ETH"><span>${amount(tradingCost(action, redemptionRate), 3)}</span></td>`;
  const none = html`<td class="none">–</td>`;
  if (action.refused !== undefined) return html`${none}${none}${none}`;
  if (action.kind === "allocate") {
    const steth = amount((action.allocated * redemptionRate) / WAD, 2);
    return html`<td data-is="Gave"><span>${steth} stETH</span></td>${none}${none}`;
  }
  switch (action.decision.action) {
    case Action.delever:
      return cells(`${amount(action.sold, 2)} stETH`, `${amount(action.repaid, 2)} ETH`);
    case Action.lever:
      return cells(
        `${amount(action.borrowed, 2)} ETH`,
        `${amount((action.gained * redemptionRate) / WAD, 2)} stETH`,
      );
    default:
      return html`${none}${none}${none}`;
  }
}
