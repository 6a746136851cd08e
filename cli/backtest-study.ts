/** What `keel backtest run` runs and shows: a deposit through a tape in three ways. */
import { type Attribution, partsInWei, SOURCES, type Source } from "../backtest/attribution/attribution.ts";
import { attributionOfHolding } from "../backtest/attribution/holding.ts";
import { breakSeverity, largestMultiple } from "../backtest/break/break-severity.ts";
import { deploymentInto } from "../backtest/engine/deployment.ts";
import { type ExactRun, runExact } from "../backtest/engine/exact.ts";
import { measuredGas } from "../backtest/engine/measured-gas.ts";
import { holding } from "../backtest/metrics/hold.ts";
import { type Metrics, metricsOf } from "../backtest/metrics/metrics.ts";
import type { Run } from "../backtest/result.ts";
import { BUILT_IN_TAPE, builtInTape } from "../backtest/tape/built-in.ts";
import { mainnetOfMay2022 } from "../backtest/worlds/mainnet-2022-05-01.ts";
import { readParameters } from "../deploy/parameters.ts";
import { KeelError } from "../errors/keel-error.ts";
import { type LoopSetting, rulesOf } from "../strategies/leveraged-loop/params.ts";
import { presets } from "../strategies/leveraged-loop/presets.ts";
import { loadLoopRules } from "../strategies/leveraged-loop/rules.ts";
import type { RuleSetting } from "../strategies/rules/rules.ts";
import { showAmount } from "./amount.ts";
import type { Config } from "./config.ts";
import { newTable } from "./table.ts";

export interface Study {
  readonly tape: string;
  /** A preset's name; the parameter file's own setting without it. */
  readonly setting?: string;
  /** The multiple of the tape's depeg, WAD. */
  readonly severity: bigint;
  /** stETH wei that the vault's one depositor brings. */
  readonly deposit: bigint;
  /** Whether to search for the multiple of the depeg at which the position can first be liquidated. */
  readonly break?: boolean;
}

export interface Result extends Metrics {
  /** That multiple; null where none that was tried is enough, or there is nothing to liquidate. Absent unless asked for. */
  readonly breakSeverity?: number | null;
  /** Where the profit on 100 stETH came from at entry value, net of the keeper's gas; ETH wei. */
  readonly attribution: Readonly<Record<Source, bigint>>;
  /** The strategist's rules, and in how many steps each held. Absent where there are none, or nobody who heeds them. */
  readonly rules?: readonly (RuleSetting & { readonly steps: number })[];
}

/** What everything is told for, stETH wei. */
const TOLD = 100n * 10n ** 18n;

/** With the keeper, without it once levered, and as stETH that was simply held. */
export type Results = Readonly<Record<"managed" | "unmanaged" | "held", Result>>;

/** @throws KEEL_UNKNOWN_TAPE, KEEL_UNKNOWN_PRESET, KEEL_TAPE_SEVERITY, KEEL_REFUSED where the vault takes no such deposit */
export async function runStudy(config: Config, study: Study): Promise<Results> {
  const run = await exactRun(config, study);
  const leftAlone = { ...run, label: "unmanaged", managed: false };
  const managed = runExact(run);
  const refused = managed.flows.find((flow) => flow.refused !== undefined)?.refused;
  if (refused !== undefined) {
    const deposit = `a deposit of ${showAmount(study.deposit)} stETH`;
    throw new KeelError("KEEL_REFUSED", `the vault would refuse ${deposit}: ${refused}`, "Deposit less");
  }
  const held = holding(managed);
  const resultOf = (of: Run, attribution: Attribution): Result => ({
    ...metricsOf(of),
    attribution: partsInWei(attribution, { part: TOLD, whole: study.deposit }),
  });
  const alone = runExact(leftAlone);
  const breaks = (input: ExactRun) => (study.break ? { breakSeverity: breakSeverity(input).multiple } : {});
  return {
    managed: { ...resultOf(managed, managed.attribution), ...breaks(run), ...rulesOfRun(run, managed) },
    unmanaged: { ...resultOf(alone, alone.attribution), ...breaks(leftAlone) },
    held: {
      ...resultOf(held, attributionOfHolding(held.steps, study.deposit)),
      ...(study.break ? { breakSeverity: null } : {}),
    },
  };
}

function rulesOfRun({ keeper }: ExactRun, { steps }: Run): Pick<Result, "rules"> {
  const settings = keeper.rules?.rules.map(({ setting }) => setting) ?? [];
  const rules = settings.map((setting) => {
    const held = steps.filter(({ inForce }) => inForce?.includes(setting.name));
    return { ...setting, steps: held.length };
  });
  return rules.length > 0 ? { rules } : {};
}

async function exactRun(config: Config, { tape, setting, severity, deposit }: Study): Promise<ExactRun> {
  if (tape !== BUILT_IN_TAPE) throw unknown("KEEL_UNKNOWN_TAPE", "tape", tape, [BUILT_IN_TAPE]);
  const parameters = readParameters(config.parameters);
  const world = mainnetOfMay2022();
  const loop = setting === undefined ? parameters.loop : presetOf(setting);
  const rules = await loadLoopRules(rulesOf(loop));
  const { name, rows } = builtInTape(severity);
  const [, first] = rows;
  if (first === undefined) throw new Error(`the tape ${name} has no steps`);
  return {
    label: "managed",
    // Its first row is the world that the run begins with.
    tape: { name, rows: rows.slice(1) },
    world,
    deployment: { ...deploymentInto(world, { loop }), ...parameters.vault, prices: parameters.prices },
    keeper: { allocation: config.keeper.allocation, gas: measuredGas(), rules },
    flows: [{ time: first.time, who: "depositor", kind: "deposit", assets: deposit }],
    managed: true,
  };
}

function presetOf(name: string): LoopSetting {
  const setting = (presets as Readonly<Record<string, LoopSetting>>)[name];
  if (setting === undefined) throw unknown("KEEL_UNKNOWN_PRESET", "preset", name, Object.keys(presets));
  return setting;
}

function unknown(code: `KEEL_${string}`, what: string, name: string, known: readonly string[]): KeelError {
  return new KeelError(code, `there is no ${what} "${name}"`, `Use one of ${known.join(", ")}`);
}

/** Amounts in wei as decimal strings, ratios as plain numbers. */
export function toJson({ tape, setting = "parameters", severity, deposit }: Study, results: Results): string {
  const study = { tape, setting, severity: Number(severity) / 1e18, deposit, ...results };
  return JSON.stringify(study, (_, value) => (typeof value === "bigint" ? value.toString() : value), 2);
}

/** Where a figure has no meaning, as the health factor of someone who owes nothing. */
const NONE = "–";

const DAY = 86_400;
const day = (time: number | null) =>
  time === null ? NONE : new Date(time * 1_000).toISOString().slice(0, 10);

function breakWords({ breakSeverity, maxLtv }: Result): string {
  if (maxLtv === 0) return NONE;
  return breakSeverity
    ? `${breakSeverity.toFixed(2)}× the depeg`
    : `none up to ${largestMultiple(builtInTape())}×`;
}

export function toTable(results: Results): string {
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
  if (results.managed.breakSeverity !== undefined) row("first liquidated at", breakWords);
  const { rules = [] } = results.managed;
  const held = rules.map(
    ({ name, when, ask, steps }) => `rule "${name}": ${when}; ${ask}; held in ${steps} steps`,
  );
  return [table.toString(), ...held].join("\n");
}
