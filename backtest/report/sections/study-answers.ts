/** What a reader of a tear sheet asks first. */
import { amount, counted, date, integer, percent } from "../figures.ts";
import { html, type Markup } from "../markup.ts";
import type { Told } from "../run-figures.ts";

export interface StudyAnswers {
  readonly managed: Told;
  readonly unmanaged: Told;
  readonly held: Told;
}

interface Answer {
  readonly question: string;
  readonly short: string;
  readonly long: string;
}

export const studyAnswers = (results: StudyAnswers): Markup => html`<dl class="answers">
${[worth(results), fell(results), ...nearest(results), ...defence(results)].map(
  ({ question, short, long }) => html`<div>
<dt>${question}</dt>
<dd><strong>${short}</strong> <span>${long}</span></dd>
</div>`,
)}
</dl>`;

function worth({ managed, unmanaged, held }: StudyAnswers): Answer {
  const steth = (wei: bigint) => amount(wei, 2);
  return {
    question: "What did 100 stETH come to?",
    short: `${steth(managed.finalExitAssets)} stETH to leave with, ${steth(managed.finalEntryAssets)} to stay with`,
    long:
      `Held, they came to ${steth(held.finalExitAssets)}; left alone to ${steth(unmanaged.finalExitAssets)} and` +
      ` ${steth(unmanaged.finalEntryAssets)}. A year at entry value: ${percent(managed.netApr)}, not compounded.`,
  };
}

function fell({ managed: { drawdown }, held }: StudyAnswers): Answer {
  const { depth, troughTime, recoveryTime } = drawdown;
  const back =
    recoveryTime === null ? "It has not come back since." : `It was back on ${date(recoveryTime)}.`;
  return {
    question: "How far did it fall?",
    short: depth === 0 ? "It never fell" : `${percent(depth, 1)} in ETH at the market’s price`,
    long: `${troughTime === null ? "" : `At the bottom on ${date(troughTime)}. ${back} `}Held stETH fell ${percent(held.drawdown.depth, 1)}.`,
  };
}

/** Nothing to tell of a position that never owed anything. */
function nearest({ managed, unmanaged }: StudyAnswers): readonly Answer[] {
  const distance = managed.minLiquidationDistance;
  if (distance === null) return [];
  const open = managed.liquidations > 0;
  return [
    {
      question: "How near was liquidation?",
      short: open
        ? `It was open to it at ${counted(managed.liquidations, "step")}`
        : `Another fall of ${percent(distance, 1)} away`,
      long:
        `LTV was ${percent(managed.maxLtv, 1)} at most, before the keeper acted; left alone ${percent(unmanaged.maxLtv, 1)}` +
        `${unmanaged.liquidations > 0 ? `, and open to liquidation at ${counted(unmanaged.liquidations, "step")}` : ""}.`,
    },
  ];
}

function defence({ managed: { maxLtv, defence, actions, gasUsed } }: StudyAnswers): readonly Answer[] {
  if (maxLtv === 0) return [];
  const { sales, total, discount, gas } = defence;
  return [
    {
      question: "What did defending it cost?",
      short: sales === 0 ? "Nothing: it never sold" : `${amount(total, 2)} ETH for ${counted(sales, "sale")}`,
      long:
        sales === 0
          ? `Its keeper’s ${counted(actions, "transaction")} took ${integer(gasUsed)} gas.`
          : `Of the whole vault: ${amount(discount, 2)} ETH below what Lido owes, ${amount(gas, 2)} ETH of gas.`,
    },
  ];
}
