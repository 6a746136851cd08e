/** The settings that a study tries, the market that it tries them in, and what makes one better than another. */
import type { Columns, LenderPrice } from "../../backtest/columns/columns.ts";
import { columnsOf } from "../../backtest/columns/from-tape.ts";
import {
  type LoopCase,
  type LoopOutcome,
  OUTCOME_FIELDS,
  vaultTerms,
} from "../../backtest/columns/loop-case.ts";
import { NO_FAULTS } from "../../backtest/engine/keeper-faults.ts";
import { measuredGas } from "../../backtest/engine/measured-gas.ts";
import { casesOf, type SweepCase } from "../../backtest/sweep/cases.ts";
import { mathOf } from "../../backtest/sweep/mathjs.ts";
import type { SweepPlan } from "../../backtest/sweep/plan.ts";
import { pointsOf } from "../../backtest/sweep/points.ts";
import type { WholeMarket } from "../../backtest/sweep/whole.ts";
import { readParameters } from "../../deploy/parameters.ts";
import { KeelError } from "../../errors/keel-error.ts";
import { sharesByEther } from "../../strategies/kernels/lido/lido.ts";
import { parseLoopSetting, rulesOf } from "../../strategies/leveraged-loop/params.ts";
import { ratioOfBps } from "../../strategies/leveraged-loop/risk.ts";
import type { RuleSetting } from "../../strategies/rules/rules.ts";
import type { Config } from "../config.ts";
import { type Choice, type Source, sourceOf } from "./source.ts";
import { type OwnSettings, settingNamed } from "./way.ts";

/** What people choose of it. */
export interface SpaceChoice extends Choice {
  /** For what the axes leave open; the parameter file's own setting without it. */
  readonly setting?: string;
  readonly own?: OwnSettings;
  readonly deposit: bigint;
  /** Ranges by the axes' names, and expressions of them by the paths of a setting: mathjs. */
  readonly axis: Readonly<Record<string, string>>;
  readonly set: Readonly<Record<string, string>>;
  readonly method: SweepPlan["method"];
  readonly count?: number;
  readonly seed: number;
  /** What the lender prices stETH by; as that of the tape's world without it. */
  readonly lender?: LenderPrice;
  /** A mathjs expression of an outcome's fields; the higher the better. */
  readonly by: string;
}

export interface Space {
  readonly source: Source;
  readonly columns: Columns;
  readonly cases: readonly SweepCase[];
  /** What the axes change parts of. */
  readonly base: LoopCase;
  /** Points whose settings the contracts would refuse. */
  readonly unsound: number;
  /** The strategist's own, of every setting. */
  readonly rules: readonly RuleSetting[];
  /** The same market for the whole exact engine. */
  readonly whole: WholeMarket;
  readonly scoreOf: (outcome: LoopOutcome) => number;
}

const WAD = 10n ** 18n;
/** Who was liquidated comes last, whatever it earned. */
export const LIQUIDATED = Number.NEGATIVE_INFINITY;

/** @throws KEEL_SWEEP, KEEL_UNKNOWN_PRESET, and what reading the tape does */
export async function spaceOf(config: Config, study: SpaceChoice): Promise<Space> {
  const source = await sourceOf(study);
  const { tape, world } = source;
  const parameters = readParameters(config.parameters);
  const base = study.setting === undefined ? parameters.loop : settingNamed(study.setting, study.own);
  const plan: SweepPlan = {
    axes: study.axis,
    settings: study.set,
    method: study.method,
    ...(study.count !== undefined && { count: study.count }),
    seed: study.seed,
    base,
  };
  const units = sharesByEther(world.lido, study.deposit);
  const common = { units, vault: vaultTerms(parameters.vault), faults: NO_FAULTS, gas: measuredGas() };
  const liquidation = ratioOfBps(world.lender.collateral.liquidationThreshold);
  const unitsAStEth = Number(sharesByEther(world.lido, WAD)) / 1e18;
  const points = await pointsOf(plan);
  const { cases, unsound, firstUnsound } = await casesOf(plan, points, common, liquidation, unitsAStEth);
  if (cases.length === 0)
    throw new KeelError("KEEL_SWEEP", `no point has a sound setting; ${firstUnsound}`, "Take other ranges");
  const { assumedStakingApr = parameters.prices.assumedStakingApr } = source;
  const { lender = world.lender.collateral.atMarket ? "market" : "redemption" } = study;
  const columns = columnsOf(
    { name: tape.name, rows: tape.rows.slice(1) },
    { world, lenderPrice: lender, assumedStakingApr },
  );
  const scoreOf = await scoring(study.by);
  const rules = rulesOf(base);
  const rows = tape.rows.slice(1);
  const { atMarket: _, ...collateral } = world.lender.collateral;
  const lent = { ...world.lender, collateral: { ...collateral, atMarket: lender === "market" } };
  const whole = {
    ...{ columns, rows, rules },
    world: { ...world, lender: lent },
    prices: { ...parameters.prices, assumedStakingApr },
    allocation: config.keeper.allocation,
    flows: [],
  };
  return {
    source,
    columns,
    cases,
    rules,
    whole,
    base: { ...common, loop: parseLoopSetting(base, liquidation) },
    unsound,
    scoreOf,
  };
}

/** What was chosen of it, as results tell it. */
export function chosenSpace(choice: SpaceChoice): object {
  const { setting = "parameters", deposit, axis, set, method, count, seed, lender, by } = choice;
  return { setting, deposit, axis, set, method, count, seed, lender, by };
}

/** @throws KEEL_SWEEP where the expression is none over an outcome's fields */
async function scoring(by: string): Promise<(outcome: LoopOutcome) => number> {
  const math = await mathOf();
  const wrong = (why: string) =>
    new KeelError("KEEL_SWEEP", `--by "${by}" ${why}`, `Use numbers and ${OUTCOME_FIELDS.join(", ")}`);
  const evaluated = <T>(evaluate: () => T): T => {
    try {
      return evaluate();
    } catch (error) {
      throw wrong(`does not evaluate: ${error instanceof Error ? error.message : error}`);
    }
  };
  const code = evaluated(() => math.compile(by));
  const ones = Object.fromEntries(OUTCOME_FIELDS.map((name) => [name, 1]));
  if (typeof evaluated(() => code.evaluate(ones)) !== "number") throw wrong("is no number");
  return (outcome) => (outcome.liquidations > 0 ? LIQUIDATED : Number(code.evaluate({ ...outcome })));
}
