/** What `keel backtest run` runs and shows: a deposit through a tape in three ways. */
import {
  type Attribution,
  type Source as ProfitSource,
  partsInWei,
} from "../backtest/attribution/attribution.ts";
import { attributionOfHolding } from "../backtest/attribution/holding.ts";
import { breakSeverity, largestMultiple } from "../backtest/break/break-severity.ts";
import { deploymentInto } from "../backtest/engine/deployment.ts";
import { type ExactRun, runExact } from "../backtest/engine/exact.ts";
import { measuredGas } from "../backtest/engine/measured-gas.ts";
import { holding } from "../backtest/metrics/hold.ts";
import { type Metrics, metricsOf } from "../backtest/metrics/metrics.ts";
import type { Run } from "../backtest/result.ts";
import { scaleDepeg } from "../backtest/tape/severity.ts";
import { readParameters } from "../deploy/parameters.ts";
import { KeelError } from "../errors/keel-error.ts";
import { type LoopSetting, rulesOf } from "../strategies/leveraged-loop/params.ts";
import { presets } from "../strategies/leveraged-loop/presets.ts";
import { loadLoopRules } from "../strategies/leveraged-loop/rules.ts";
import type { RuleSetting } from "../strategies/rules/rules.ts";
import { showAmount } from "./amount.ts";
import { type Choice, type Source, sourceOf } from "./backtest-source.ts";
import type { Config } from "./config.ts";

export interface Study extends Choice {
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
  readonly attribution: Readonly<Record<ProfitSource, bigint>>;
  /** The strategist's rules, and in how many steps each held. Absent where there are none, or nobody who heeds them. */
  readonly rules?: readonly (RuleSetting & { readonly steps: number })[];
}

/** What everything is told for, stETH wei. */
const TOLD = 100n * 10n ** 18n;

/** With the keeper, without it once levered, and as stETH that was simply held. */
export type Ways = Readonly<Record<"managed" | "unmanaged" | "held", Result>>;

export interface Results {
  readonly source: Source;
  readonly ways: Ways;
  /** The largest multiple of the depeg that a search for a break tries; absent where none was asked for. */
  readonly breakSearchedTo?: number;
}

/** @throws KEEL_UNKNOWN_TAPE, KEEL_UNKNOWN_PRESET, KEEL_TAPE_SEVERITY, KEEL_REFUSED where the vault takes no such deposit */
export async function runStudy(config: Config, study: Study): Promise<Results> {
  const source = await sourceOf(study);
  const run = await exactRun(config, study, source);
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
  const ways = {
    managed: { ...resultOf(managed, managed.attribution), ...breaks(run), ...rulesOfRun(run, managed) },
    unmanaged: { ...resultOf(alone, alone.attribution), ...breaks(leftAlone) },
    held: {
      ...resultOf(held, attributionOfHolding(held.steps, study.deposit)),
      ...(study.break ? { breakSeverity: null } : {}),
    },
  };
  return { source, ways, ...(study.break && { breakSearchedTo: largestMultiple(source.tape) }) };
}

function rulesOfRun({ keeper }: ExactRun, { steps }: Run): Pick<Result, "rules"> {
  const settings = keeper.rules?.rules.map(({ setting }) => setting) ?? [];
  const rules = settings.map((setting) => {
    const held = steps.filter(({ inForce }) => inForce?.includes(setting.name));
    return { ...setting, steps: held.length };
  });
  return rules.length > 0 ? { rules } : {};
}

async function exactRun(
  config: Config,
  { setting, severity, deposit }: Study,
  { tape, world }: Source,
): Promise<ExactRun> {
  const parameters = readParameters(config.parameters);
  const loop = setting === undefined ? parameters.loop : presetOf(setting);
  const rules = await loadLoopRules(rulesOf(loop));
  // Its first row is the world that the run begins with.
  const rows = scaleDepeg(tape.rows, severity).slice(1);
  const [first] = rows;
  if (first === undefined) throw new Error(`the tape ${tape.name} has no steps`);
  return {
    label: "managed",
    tape: { name: tape.name, rows },
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
