/** Runs step by step and action by action, as tables. */
import { actionName, levelName, reasonName, urgencyName } from "../../strategies/decision.ts";
import { gasCost } from "../metrics/action-cost.ts";
import type { ActionRecord, Run, StepRecord } from "../result.ts";
import { type FigureTable, tableOf } from "./table.ts";

/** Runs by the name of the way that each went. */
export type RunsByWay = Readonly<Record<string, Run>>;

const RATIO = 1e9;

interface Of<Record> {
  readonly way: string;
  readonly record: Record;
}

const rowsOf = <Record>(runs: RunsByWay, read: (run: Run) => readonly Record[]): readonly Of<Record>[] =>
  Object.entries(runs).flatMap(([way, run]) => read(run).map((record) => ({ way, record })));

/** Every step as it stood after the keeper's block. */
export const stepsTable = (runs: RunsByWay): FigureTable =>
  tableOf<Of<StepRecord>>(
    "steps",
    {
      way: ["text", ({ way }) => way],
      time: ["time", ({ record }) => record.time],
      collateral_wsteth: ["amount", ({ record }) => record.collateral],
      debt_weth: ["amount", ({ record }) => record.debt],
      entry_units_a_share: ["amount", ({ record }) => record.entryPerShare],
      exit_units_a_share: ["amount", ({ record }) => record.exitPerShare],
      redemption_eth_a_unit: ["amount", ({ record }) => record.redemptionRate],
      pool_price_eth: ["amount", ({ record }) => record.poolPrice],
      peg: ["number", ({ record }) => record.peg / RATIO],
      ltv: ["number", ({ record }) => record.ltv / RATIO],
      worst_ltv: ["number", ({ record }) => record.worstLtv / RATIO],
      health_factor: ["number", ({ record }) => (record.worstLtv === 0 ? null : record.healthFactor / RATIO)],
      band_low: ["number", ({ record }) => record.bands.low / RATIO],
      band_target: ["number", ({ record }) => record.bands.target / RATIO],
      band_high: ["number", ({ record }) => record.bands.high / RATIO],
      ripcord_line: ["number", ({ record }) => record.bands.line / RATIO],
      liquidation_ltv: ["number", ({ record }) => record.liquidationLtv / RATIO],
      level: ["text", ({ record }) => levelName(record.level)],
      carry: ["number", ({ record }) => record.carry / RATIO],
      rules_in_force: ["text", ({ record }) => record.inForce?.join("; ")],
    },
    rowsOf(runs, ({ steps }) => steps),
  );

/** Every transaction of the keeper, those too that were refused. */
export const actionsTable = (runs: RunsByWay): FigureTable =>
  tableOf<Of<ActionRecord>>(
    "actions",
    {
      way: ["text", ({ way }) => way],
      time: ["time", ({ record }) => record.time],
      kind: ["text", ({ record }) => record.kind],
      action: ["text", ({ record }) => actionName(record.decision.action)],
      reason: ["text", ({ record }) => reasonName(record.decision.reason)],
      urgency: ["text", ({ record }) => urgencyName(record.decision.urgency)],
      level: ["text", ({ record }) => levelName(record.decision.level)],
      target: ["number", ({ record }) => record.decision.target / RATIO],
      refused: ["text", ({ record }) => record.refused],
      ltv_before: ["number", ({ record }) => record.ltvBefore / RATIO],
      ltv_after: ["number", ({ record }) => record.ltvAfter / RATIO],
      sold_steth: ["amount", ({ record }) => record.sold],
      repaid_eth: ["amount", ({ record }) => record.repaid],
      borrowed_eth: ["amount", ({ record }) => record.borrowed],
      gained_units: ["amount", ({ record }) => record.gained],
      allocated_units: ["amount", ({ record }) => record.allocated],
      gas_used: ["count", ({ record }) => record.gasUsed],
      gas_price_gwei: ["number", ({ record }) => record.gasGwei],
      gas_eth: ["amount", ({ record }) => gasCost(record)],
    },
    rowsOf(runs, ({ actions }) => actions),
  );
