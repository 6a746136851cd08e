/**
 * What happened, in plain words: the answers to what a treasurer asks first.
 */
import { Action } from "../../strategies/decision.ts";
import type { Run, StepRecord } from "../result.ts";
import { breakOf } from "./break-severity.ts";
import { costOfDefenceRatio } from "./cost-of-defence.ts";
import { amount, counted, date, percent } from "./figures.ts";
import type { ReportInput } from "./input.ts";
import type { Summary } from "./summary.ts";

const RATIO = 1e9;

/** The whole result in one line. */
export function headline({ onchain }: Summary): string {
  return onchain.liquidations === 0
    ? "The vault was never open to liquidation"
    : `The vault was open to liquidation at ${counted(onchain.liquidations, "step")}`;
}

/** What went on, in a few sentences. */
export function story({ summary, runs }: ReportInput): string {
  const { onchain } = runs;
  const first = onchain.steps[0];
  const last = onchain.steps.at(-1);
  const lowest = lowestStep(onchain.steps);
  if (first === undefined || last === undefined || lowest === undefined) return "The run has no steps.";
  const sold = sum(onchain, Action.delever, ({ sold }) => sold);
  const borrowed = sum(onchain, Action.lever, ({ borrowed }) => borrowed);
  return [
    `A vault that borrows ETH against its stETH to hold more stETH was played from ${date(first.time)} to`,
    `${date(last.time)} in ${counted(summary.steps, "step")}, with its keeper on.`,
    `On ${date(lowest.time)} one stETH sold for ${amount(lowest.poolPrice, 3)} ETH, the lowest of the time.`,
    `The keeper sent ${counted(summary.onchain.actions, "transaction")}: in all it sold`,
    `${amount(sold, 2)} stETH to repay debt and borrowed ${amount(borrowed, 2)} ETH.`,
  ].join(" ");
}

export interface Answer {
  readonly question: string;
  readonly short: string;
  readonly long: string;
}

export function answers(input: ReportInput): readonly Answer[] {
  return [liquidated(input), defence(input), headroom(input)];
}

function liquidated({ summary, runs }: ReportInput): Answer {
  const { onchain, unmanaged } = summary;
  const worst = runs.onchain.steps.reduce(
    (a, b) => (b.healthFactor < a.healthFactor ? b : a),
    runs.onchain.steps[0] ?? { healthFactor: 0, worstLtv: 0, liquidationLtv: 0, time: 0 },
  );
  const closest =
    `It came closest on ${date(worst.time)}, with LTV at ${percent(worst.worstLtv / RATIO, 1)} against` +
    ` liquidation at ${percent(worst.liquidationLtv / RATIO, 1)}.`;
  const reached = percent(unmanaged.maxLtv, 1);
  const alone =
    unmanaged.liquidations === 0
      ? `The same loop left alone would have come through as well: its LTV reached ${reached}.`
      : `The same loop left alone was open to liquidation at ${counted(unmanaged.liquidations, "step")}.`;
  return {
    question: "Was it liquidated?",
    short: onchain.liquidations === 0 ? "No" : "Yes",
    long: `${closest} ${alone}`,
  };
}

function defence({ summary: { onchain, unmanaged }, runs }: ReportInput): Answer {
  const against = BigInt(onchain.finalExitAssets) - BigInt(unmanaged.finalExitAssets);
  const difference = amount(against < 0n ? -against : against, 2);
  return {
    question: "What did the defence cost?",
    short: `${amount(onchain.costOfDefence.trading, 2)} ETH`,
    long:
      `The vault gave that up by selling stETH below redemption:` +
      ` ${percent(costOfDefenceRatio(runs.onchain), 1)} of its worth. Gas came to` +
      ` ${amount(onchain.costOfDefence.gas, 3)} ETH. At the end 100 stETH were worth` +
      ` ${amount(onchain.finalExitAssets, 2)} to someone leaving,` +
      ` ${difference} ${against < 0n ? "less" : "more"} than in the same loop left alone.`,
  };
}

function headroom({ summary }: ReportInput): Answer {
  const [careful, aggressive] = [breakOf(summary, "careful"), breakOf(summary, "aggressive")];
  return {
    question: "How much worse could it get?",
    short: `${aggressive.managed.multiple} as deep`,
    long:
      `With its keeper, the aggressive setting (${aggressive.target}) is first open to liquidation in a` +
      ` depeg that many times as deep, with stETH at ${aggressive.managed.price} ETH; left alone, at` +
      ` ${aggressive.unmanaged.multiple} (${aggressive.unmanaged.price} ETH). For the careful one` +
      ` (${careful.target}) it is ${careful.managed.multiple} (${careful.managed.price} ETH); left alone,` +
      ` ${careful.unmanaged.multiple} (${careful.unmanaged.price} ETH).`,
  };
}

/** The step at which stETH fetched least. */
export function lowestStep(steps: readonly StepRecord[]): StepRecord | undefined {
  return steps.reduce<StepRecord | undefined>(
    (lowest, step) => (lowest === undefined || step.poolPrice < lowest.poolPrice ? step : lowest),
    undefined,
  );
}

function sum(run: Run, action: Action, of: (record: Run["actions"][number]) => bigint): bigint {
  return run.actions
    .filter(({ decision }) => decision.action === action)
    .reduce((total, record) => total + of(record), 0n);
}
