/** What became of a study, for people and for programs. */
import { SOURCES } from "../../backtest/attribution/attribution.ts";
import { showAmount } from "../amount.ts";
import { newTable } from "../table.ts";
import type { Results } from "./run.ts";
import type { Source } from "./source.ts";
import type { Result } from "./way.ts";

/** Amounts in wei as decimal strings, ratios as plain numbers, times as unix seconds. */
export function toJson(source: Source, study: object): string {
  const { name, sha256, filled } = source.tape;
  const tape = { name, sha256, filled, assumed: source.assumed };
  const plain = (_: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);
  return JSON.stringify({ tape, ...study }, plain, 2);
}

/** Where a figure has no meaning, as the health factor of someone who owes nothing. */
const NONE = "–";

const DAY = 86_400;
const day = (time: number | null) =>
  time === null ? NONE : new Date(time * 1_000).toISOString().slice(0, 10);

const breakWords =
  (searchedTo: number) =>
  ({ breakSeverity, maxLtv }: Result): string => {
    if (maxLtv === 0) return NONE;
    return breakSeverity ? `${breakSeverity.toFixed(2)}× the depeg` : `none up to ${searchedTo}×`;
  };

export function toTable({ source, ways: results, breakSearchedTo }: Results): string {
  const table = newTable(["100 stETH"], Object.keys(results));
  const row = (name: string, show: (result: Result) => string) =>
    table.push([name, ...Object.values(results).map(show)]);
  const percent = (ratio: number) => `${(ratio * 100).toFixed(2)}%`;
  const tails = (...losses: readonly (number | undefined)[]) =>
    losses.map((loss) => (loss === undefined ? NONE : percent(loss))).join(" ");
  row("at the end, entry value", ({ finalEntryAssets }) => showAmount(finalEntryAssets));
  row("at the end, exit value", ({ finalExitAssets }) => showAmount(finalExitAssets));
  row("net APR", ({ netApr }) => percent(netApr));
  row("net APY", ({ netApy }) => percent(netApy));
  row("max drawdown", ({ drawdown }) => percent(drawdown.depth));
  row("  from, to", ({ drawdown }) => `${day(drawdown.peakTime)} ${day(drawdown.troughTime)}`);
  row("  made good on", ({ drawdown }) => day(drawdown.recoveryTime));
  row("longest under water", ({ drawdown }) => `${(drawdown.longestUnderWater / DAY).toFixed(0)} days`);
  row("volatility", ({ volatility }) => (volatility === null ? NONE : percent(volatility)));
  row("Sharpe ratio", ({ sharpe }) => sharpe?.toFixed(2) ?? NONE);
  row("Sortino ratio", ({ sortino }) => sortino?.toFixed(2) ?? NONE);
  row("Calmar ratio", ({ calmar }) => calmar?.toFixed(2) ?? NONE);
  row("VaR 95%, 99% a day", ({ tail95, tail99 }) => tails(tail95?.valueAtRisk, tail99?.valueAtRisk));
  row("CVaR 95%, 99% a day", ({ tail95, tail99 }) =>
    tails(tail95?.conditionalValueAtRisk, tail99?.conditionalValueAtRisk),
  );
  row("max LTV", ({ maxLtv }) => percent(maxLtv));
  row("time in band, above", ({ maxLtv, timeInBands: { inBand, aboveBand, pastLine } }) =>
    maxLtv === 0 ? NONE : `${percent(inBand)} ${percent(aboveBand + pastLine)}`,
  );
  row("nearest liquidation", ({ minLiquidationDistance: distance }) =>
    distance === null ? NONE : `-${percent(distance)}`,
  );
  row("min health factor", ({ minHealthFactor }) => minHealthFactor?.toFixed(3) ?? NONE);
  row("actions", ({ actions }) => String(actions));
  row("steps open to liquidation", ({ liquidations }) => String(liquidations));
  for (const source of SOURCES) {
    if (Object.values(results).some(({ attribution }) => attribution[source] !== 0n))
      row(`ETH from ${source}`, ({ attribution }) => showAmount(attribution[source]));
  }
  row("ETH in all", ({ attribution }) =>
    showAmount(Object.values(attribution).reduce((sum, part) => sum + part, 0n)),
  );
  if (breakSearchedTo !== undefined) row("first liquidated at", breakWords(breakSearchedTo));
  const held = Object.values(results).flatMap(({ rules = [] }) =>
    rules.map(({ name, when, ask, steps }) => `rule "${name}": ${when}; ${ask}; held in ${steps} steps`),
  );
  return [table.toString(), ...held, ...sourceWords(source)].join("\n");
}

/** What of the market was not in the tape, and what names its file. */
export function sourceWords({ tape, assumed }: Results["source"]): string[] {
  const filled = tape.filled.map(({ after, rows }) => `filled: ${rows} rows after ${day(after)}`);
  const assumptions = assumed.map((sentence) => `assumed: ${sentence}`);
  return [`tape ${tape.name}, sha256 ${tape.sha256}`, ...filled, ...assumptions];
}
