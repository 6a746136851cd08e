/**
 * The exact engine: the same tape, world, contracts and keeper as on the offline mainnet, without the chain.
 * Every wei is rounded as the contracts round it, so that both give the same record.
 *
 * A step is two blocks. At the row's time the world moves, depositors come and go, and the lender's liquidators take what
 * they may; in the next block the keeper acts.
 */
import type { Seconds } from "../../strategies/kernels/math/units.ts";
import type { Market } from "../../strategies/market/market.ts";
import { History } from "../../strategies/rules/history.ts";
import type { Attribution } from "../attribution/attribution.ts";
import { Ledger } from "../attribution/ledger.ts";
import { gasCost } from "../metrics/action-cost.ts";
import { finalAssets } from "../metrics/final-assets.ts";
import type { ActionRecord, FlowRecord, Run, StepRecord } from "../result.ts";
import type { Tape } from "../tape/tape.ts";
import type { Deployment } from "./deployment.ts";
import { applyFlow, type Flow } from "./flows.ts";
import { type KeeperSettings, keeperBlock } from "./keeper-block.ts";
import { NO_FAULTS } from "./keeper-faults.ts";
import { KeeperGate } from "./keeper-gate.ts";
import { type Mover, TRADES } from "./mover.ts";
import { stepRecord } from "./observe.ts";
import { System } from "./system.ts";

export interface ExactRun {
  readonly label: string;
  /** Its rows after the deployment are the run's steps. */
  readonly tape: Tape;
  /** The market before the first step; it is not changed. */
  readonly world: Market;
  readonly deployment: Deployment;
  readonly keeper: KeeperSettings;
  readonly flows: readonly Flow[];
  /** What moves the market, made anew for each run; other people's trades without it. */
  readonly mover?: (run: ExactRun) => Mover;
  /** Without a manager the keeper stops once the position is where its setting wants it. */
  readonly managed: boolean;
  /** Whether the lender's liquidators come; they do without it. Nobody on the offline mainnet is one. */
  readonly liquidators?: boolean;
  /** Ends the run with the first step in which the position could be liquidated. */
  readonly untilLiquidated?: boolean;
  /** Shown everything after each step, to be looked at and not changed. */
  readonly onStep?: (system: System) => void;
}

const GWEI = 1e9;

export interface ExactResult extends Run {
  readonly attribution: Attribution;
}

export function runExact(input: ExactRun): ExactResult {
  const { tape, flows, keeper, managed, liquidators = true, untilLiquidated = false } = input;
  const steps: StepRecord[] = [];
  const actions: ActionRecord[] = [];
  const flowRecords: FlowRecord[] = [];
  const liquidations: number[] = [];
  let system = System.deploy(input.world, input.deployment);
  const ledger = new Ledger(system.wealth());
  const history = new History(keeper.rules?.windows ?? []);
  const gate = new KeeperGate(keeper.faults ?? NO_FAULTS, tape.rows.length);
  const mover = input.mover?.(input) ?? TRADES;
  let watching = true;
  for (const row of tape.rows) {
    if (row.time <= input.deployment.time) continue;
    mover.move(system, row, () => ledger.report(system.wealth()), steps.length);
    ledger.accrue(system.wealth());
    for (const flow of flows) {
      if (flow.time !== row.time) continue;
      const done = applyFlow(system, flow);
      system = done.system;
      const { kind, assets } = done.record;
      ledger.flow(system.wealth(), kind === "deposit" ? assets : -assets);
      flowRecords.push(done.record);
    }
    const before = system.played.exposure();
    if (before.liquidatable) {
      liquidations.push(row.time);
      if (untilLiquidated) break;
      if (liquidators) {
        system.played.liquidate();
        ledger.liquidation(system.wealth());
      }
    }
    let inForce: readonly string[] = [];
    if (watching) {
      const gasGwei = Number(row.gasPrice?.value ?? 0n) / GWEI;
      const done = keeperBlock(system, keeper, history, {
        delay: mover.keeperDelay,
        step: steps.length,
        gasGwei,
        gate,
      });
      // As it stands in the keeper's block before what the keeper does there.
      if (mover.keeperDelay > 0) ledger.accrue(system.wealth());
      system = done.system;
      inForce = done.inForce;
      if (done.action) {
        ledger.trade(system.wealth(), system.played.poolFee(done.action));
        ledger.gas(gasCost(done.action));
        actions.push(done.action);
      }
      watching = managed || !leftAloneAfter(done.action, system);
    } else {
      system.market.time += mover.keeperDelay;
      if (mover.keeperDelay > 0) ledger.accrue(system.wealth());
    }
    steps.push({ ...stepRecord(system, before), ...(inForce.length > 0 && { inForce }) });
    input.onStep?.(system);
  }
  return {
    label: input.label,
    engine: "exact",
    managed,
    steps,
    actions,
    flows: flowRecords,
    liquidations,
    attribution: ledger.close(),
    ...finalAssets(steps),
    ...dollarPrices(tape, input.deployment.time),
  };
}

/** ETH/USD at the first step and at the last, where the tape knows both. */
function dollarPrices({ rows }: Tape, deployed: Seconds): Pick<Run, "ethUsd"> {
  const [first, last] = [rows.find(({ time }) => time > deployed)?.ethUsd, rows.at(-1)?.ethUsd];
  return first && last ? { ethUsd: { first: first.value, last: last.value } } : {};
}

const leftAloneAfter = (action: ActionRecord | undefined, { played }: System): boolean =>
  action !== undefined && action.refused === undefined && played.opens(action);
