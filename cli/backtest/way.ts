/** One way to come through a study's market, and what became of it. */
import {
  type Attribution,
  type Source as ProfitSource,
  partsInWei,
} from "../../backtest/attribution/attribution.ts";
import { attributionOfHolding } from "../../backtest/attribution/holding.ts";
import { statedMarket } from "../../backtest/columns/stated-market.ts";
import { AMONG_LEAVERS } from "../../backtest/engine/among-leavers.ts";
import { deploymentOf } from "../../backtest/engine/deployment.ts";
import { type ExactRun, runExact } from "../../backtest/engine/exact.ts";
import type { Kind } from "../../backtest/engine/kinds/kinds.ts";
import type { StrategyChoice } from "../../backtest/engine/kinds/open.ts";
import { standardChoice } from "../../backtest/engine/kinds/standard.ts";
import { measuredGas } from "../../backtest/engine/measured-gas.ts";
import { holding } from "../../backtest/metrics/hold.ts";
import { type Metrics, metricsOf } from "../../backtest/metrics/metrics.ts";
import type { Run } from "../../backtest/result.ts";
import { scaleDepeg } from "../../backtest/tape/severity.ts";
import type { Tape } from "../../backtest/tape/tape.ts";
import { type Parameters, readParameters } from "../../deploy/parameters.ts";
import { KeelError } from "../../errors/keel-error.ts";
import { type LoopSetting, parseLoopSetting, rulesOf } from "../../strategies/leveraged-loop/params.ts";
import { namedSettings } from "../../strategies/leveraged-loop/presets.ts";
import { ratioOfBps } from "../../strategies/leveraged-loop/risk.ts";
import { loadLoopRules } from "../../strategies/leveraged-loop/rules.ts";
import type { Market } from "../../strategies/market/market.ts";
import type { RuleSetting } from "../../strategies/rules/rules.ts";
import { showAmount } from "../amount.ts";
import type { Config } from "../config.ts";
import type { Source } from "./source.ts";

export type MarketKind = "traded" | "stated";
export type OwnSettings = Readonly<Record<string, LoopSetting>>;

export interface Way {
  /** What the vault does; the loop without it. */
  readonly strategy?: Kind;
  /** A preset's name; the parameter file's own setting without it. */
  readonly setting?: string;
  /** Settings of one's own by name, beside the presets. */
  readonly own?: OwnSettings;
  /** The multiple of the tape's depeg, WAD. */
  readonly severity: bigint;
  /** Whether others' trades bring the market to each row, or the row states it; trades without it. */
  readonly market?: MarketKind;
  /** stETH wei that the vault's one depositor brings. */
  readonly deposit: bigint;
}

export interface Result extends Metrics {
  /** The multiple of the depeg that first liquidates; null where none that was tried does. Absent unless asked for. */
  readonly breakSeverity?: number | null;
  /** Where the profit on 100 stETH came from at entry value, net of the keeper's gas; ETH wei. */
  readonly attribution: Readonly<Record<ProfitSource, bigint>>;
  /** The strategist's rules, and in how many steps each held. Absent where there are none, or nobody who heeds them. */
  readonly rules?: readonly (RuleSetting & { readonly steps: number })[];
}

/** The kind and setting that were chosen, as results tell them. */
export const chosenWay = ({ strategy = "leveraged-loop", setting }: Pick<Way, "strategy" | "setting">) => ({
  strategy,
  setting: setting ?? (strategy === "leveraged-loop" ? "parameters" : "standard"),
});

interface PlayedMarket extends Pick<Source, "world" | "assumedStakingApr"> {
  readonly tape: Tape;
}

/** What everything is told for, stETH wei. */
const TOLD = 100n * 10n ** 18n;

/** @throws KEEL_UNKNOWN_PRESET, KEEL_TAPE_SEVERITY, KEEL_BAD_ARGUMENT for a kind that the tape or another choice does not suit */
export async function exactRun(config: Config, way: Way, source: PlayedMarket): Promise<ExactRun> {
  const { severity, deposit, market = "traded" } = way;
  const { tape, world, assumedStakingApr } = source;
  const parameters = readParameters(config.parameters);
  const { strategy, keeper } = await strategyOf(parameters, way, source);
  const prices = { ...parameters.prices, ...(assumedStakingApr && { assumedStakingApr }) };
  // Its first row is the world that the run begins with.
  const rows = scaleDepeg(tape.rows, severity).slice(1);
  const [first] = rows;
  if (first === undefined) throw new Error(`the tape ${tape.name} has no steps`);
  return {
    label: "managed",
    tape: { name: tape.name, rows },
    world: market === "stated" ? queueClosed(world) : world,
    deployment: { ...deploymentOf(world, strategy), ...parameters.vault, prices },
    keeper: { allocation: config.keeper.allocation, ...keeper },
    flows: [{ time: first.time, who: "depositor", kind: "deposit", assets: deposit }],
    managed: true,
    mover: market === "stated" ? statedMarket : () => AMONG_LEAVERS,
  };
}

/** No row states who is paid by Lido's queue. */
function queueClosed({ withdrawalQueue: _, ...world }: Market): Market {
  return world;
}

/** The kind with its setting, what its actions cost in gas, and the rules that its keeper heeds. */
async function strategyOf(
  { loop: deployed, prices }: Parameters,
  { strategy: kind = "leveraged-loop", setting, own, deposit, market }: Way,
  { tape, world }: PlayedMarket,
): Promise<{ strategy: StrategyChoice; keeper: Pick<ExactRun["keeper"], "gas" | "rules"> }> {
  if (kind === "leveraged-loop") {
    const loop = setting === undefined ? deployed : settingNamed(setting, own);
    const liquidationLtv = ratioOfBps(world.lender.collateral.liquidationThreshold);
    const settings = parseLoopSetting(loop, liquidationLtv, prices.window);
    return {
      strategy: { kind, settings },
      keeper: { gas: measuredGas(), rules: await loadLoopRules(rulesOf(loop)) },
    };
  }
  if (setting !== undefined)
    throw new KeelError(
      "KEEL_BAD_ARGUMENT",
      `${setting} is a setting of the loop, not of ${kind}`,
      "Leave it away",
    );
  if (market === "stated")
    throw new KeelError(
      "KEEL_BAD_ARGUMENT",
      `a stated market plays the loop alone, not ${kind}`,
      "Leave --market away",
    );
  const ethUsd = tape.rows[0]?.ethUsd?.value;
  if (kind === "lending" && ethUsd === undefined) {
    const what = `lending borrows dollars, and the tape ${tape.name} has no eth_usd`;
    throw new KeelError("KEEL_BAD_ARGUMENT", what, "Add the column");
  }
  return {
    strategy: standardChoice(kind, world, { deposit, ethUsd: ethUsd ?? 0n }),
    keeper: { gas: measuredGas(kind) },
  };
}

/** @throws KEEL_REFUSED where the vault takes no such deposit */
export function outcomeOf(input: ExactRun, { deposit }: Way): { run: Run; result: Result } {
  const run = runExact(input);
  const refused = run.flows.find((flow) => flow.refused !== undefined)?.refused;
  if (refused !== undefined) {
    const what = `the vault would refuse a deposit of ${showAmount(deposit)} stETH: ${refused}`;
    throw new KeelError("KEEL_REFUSED", what, "Deposit less");
  }
  const rules = input.managed ? rulesOfRun(input, run) : {};
  return { run, result: { ...resultOf(run, run.attribution, deposit), ...rules } };
}

/** The same months without a vault. */
export function heldThrough(run: Run, { deposit }: Way): { run: Run; result: Result } {
  const held = holding(run);
  return { run: held, result: resultOf(held, attributionOfHolding(held.steps, deposit), deposit) };
}

const resultOf = (run: Run, attribution: Attribution, deposit: bigint): Result => ({
  ...metricsOf(run),
  attribution: partsInWei(attribution, { part: TOLD, whole: deposit }),
});

function rulesOfRun({ keeper }: ExactRun, { steps }: Run): Pick<Result, "rules"> {
  const settings = keeper.rules?.rules.map(({ setting }) => setting) ?? [];
  const rules = settings.map((setting) => {
    const held = steps.filter(({ inForce }) => inForce?.includes(setting.name));
    return { ...setting, steps: held.length };
  });
  return rules.length > 0 ? { rules } : {};
}

/** @throws KEEL_UNKNOWN_PRESET */
export function settingNamed(name: string, own: OwnSettings = {}): LoopSetting {
  const known = { ...namedSettings, ...own };
  const setting = known[name];
  if (setting !== undefined) return setting;
  const remedy = `Use one of ${Object.keys(known).join(", ")}`;
  throw new KeelError("KEEL_UNKNOWN_PRESET", `there is no preset "${name}"`, remedy);
}
