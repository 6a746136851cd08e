/** What `keel backtest run` runs and shows: 100 stETH through a tape in three ways. */
import { deploymentInto } from "../backtest/engine/deployment.ts";
import { type ExactRun, runExact } from "../backtest/engine/exact.ts";
import { measuredGas } from "../backtest/engine/measured-gas.ts";
import { holding } from "../backtest/metrics/hold.ts";
import { type Metrics, metricsOf } from "../backtest/metrics/metrics.ts";
import { BUILT_IN_TAPE, builtInTape } from "../backtest/tape/built-in.ts";
import { mainnetOfMay2022 } from "../backtest/worlds/mainnet-2022-05-01.ts";
import { readParameters } from "../deploy/parameters.ts";
import { KeelError } from "../errors/keel-error.ts";
import type { LoopSetting } from "../strategies/leveraged-loop/params.ts";
import { presets } from "../strategies/leveraged-loop/presets.ts";
import { showAmount } from "./amount.ts";
import type { Config } from "./config.ts";
import { newTable } from "./table.ts";

export interface Study {
  readonly tape: string;
  /** A preset's name; the parameter file's own setting without it. */
  readonly setting?: string;
  /** The multiple of the tape's depeg, WAD. */
  readonly severity: bigint;
}

/** With the keeper, without it once levered, and as stETH that was simply held. */
export type Results = Readonly<Record<"managed" | "unmanaged" | "held", Metrics>>;

const WAD = 10n ** 18n;

/** @throws KEEL_UNKNOWN_TAPE, KEEL_UNKNOWN_PRESET, KEEL_TAPE_SEVERITY */
export function runStudy(config: Config, study: Study): Results {
  const run = exactRun(config, study);
  const managed = runExact(run);
  return {
    managed: metricsOf(managed),
    unmanaged: metricsOf(runExact({ ...run, label: "unmanaged", managed: false })),
    held: metricsOf(holding(managed)),
  };
}

function exactRun(config: Config, { tape, setting, severity }: Study): ExactRun {
  if (tape !== BUILT_IN_TAPE) throw unknown("KEEL_UNKNOWN_TAPE", "tape", tape, [BUILT_IN_TAPE]);
  const parameters = readParameters(config.parameters);
  const world = mainnetOfMay2022();
  const loop = setting === undefined ? parameters.loop : presetOf(setting);
  const { name, rows } = builtInTape(severity);
  const [, first] = rows;
  if (first === undefined) throw new Error(`the tape ${name} has no steps`);
  return {
    label: "managed",
    // Its first row is the world that the run begins with.
    tape: { name, rows: rows.slice(1) },
    world,
    deployment: { ...deploymentInto(world, { loop }), ...parameters.vault, prices: parameters.prices },
    keeper: { allocation: config.keeper.allocation, gas: measuredGas() },
    flows: [{ time: first.time, who: "depositor", kind: "deposit", assets: 100n * WAD }],
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
export function toJson({ tape, setting = "parameters", severity }: Study, results: Results): string {
  const study = { tape, setting, severity: Number(severity) / 1e18, ...results };
  return JSON.stringify(study, (_, value) => (typeof value === "bigint" ? value.toString() : value), 2);
}

export function toTable(results: Results): string {
  const table = newTable(["100 stETH"], Object.keys(results));
  const row = (name: string, show: (metrics: Metrics) => string) =>
    table.push([name, ...Object.values(results).map(show)]);
  const percent = (ratio: number) => `${(ratio * 100).toFixed(2)}%`;
  row("at the end, entry value", ({ finalEntryAssets }) => showAmount(finalEntryAssets));
  row("at the end, exit value", ({ finalExitAssets }) => showAmount(finalExitAssets));
  row("net APR", ({ netApr }) => percent(netApr));
  row("max drawdown", ({ maxDrawdown }) => percent(maxDrawdown));
  row("max LTV", ({ maxLtv }) => percent(maxLtv));
  row("min health factor", ({ minHealthFactor }) => minHealthFactor?.toFixed(3) ?? "none owed");
  row("actions", ({ actions }) => String(actions));
  row("steps open to liquidation", ({ liquidations }) => String(liquidations));
  return table.toString();
}
