/**
 * A sweep's setting through the whole exact engine, in the market that columns state: with a strategist's rules, and people who come and
 * go, which the engines over columns do not know. A share's drawdown is that of its exit value, row by row.
 */
import { Action } from "../../strategies/decision.ts";
import { etherByShares } from "../../strategies/kernels/lido/lido.ts";
import type { Market } from "../../strategies/market/market.ts";
import type { PricesConfig } from "../../strategies/prices/steth-prices.ts";
import type { RuleSetting, Rules } from "../../strategies/rules/rules.ts";
import type { AllocationParams } from "../../strategies/vault/allocation.ts";
import type { Columns } from "../columns/columns.ts";
import type { LoopCase, LoopOutcome } from "../columns/loop-case.ts";
import { statedBy } from "../columns/stated-market.ts";
import { runExact } from "../engine/exact.ts";
import type { Flow } from "../engine/flows.ts";
import { gasCost } from "../metrics/action-cost.ts";
import { drawdownOf } from "../metrics/drawdown.ts";
import { exitValueInEther } from "../metrics/exit-value.ts";
import { mostOf } from "../metrics/extremes.ts";
import type { ActionRecord, Run } from "../result.ts";
import type { TapeRow } from "../tape/tape.ts";

/** All of it can be handed to a worker. */
export interface WholeMarket {
  /** Of `rows`, a row each. */
  readonly columns: Columns;
  readonly rows: readonly TapeRow[];
  /** Before the first row. */
  readonly world: Market;
  readonly prices: PricesConfig;
  readonly allocation: AllocationParams;
  readonly rules: readonly RuleSetting[];
  /** Beside the depositor who comes with the first row. */
  readonly flows: readonly Flow[];
}

const YEAR = 31_536_000;

/** @param rules those of the market, loaded */
export function runWhole(
  { columns, rows, world, prices, allocation, flows }: WholeMarket,
  rules: Rules,
  { loop: settings, units, vault, faults, gas }: LoopCase,
): LoopOutcome {
  const { withdrawalQueue: _, ...market } = world;
  const { fees, ...terms } = vault;
  const assets = etherByShares(world.lido, units);
  const first = { time: rows[0]?.time ?? 0, who: "depositor", kind: "deposit", assets } as const;
  return outcomeOf(
    runExact({
      label: "swept",
      tape: { name: "swept", rows },
      // No row states who is paid by Lido's queue.
      world: market,
      deployment: {
        time: world.time,
        prices,
        strategy: { kind: "leveraged-loop", settings },
        ...terms,
        performanceFee: fees.performanceBps,
        managementFee: fees.managementBps,
      },
      keeper: { allocation, gas, rules, faults },
      flows: [first, ...flows],
      managed: true,
      mover: () => statedBy(columns),
    }),
  );
}

function outcomeOf({ steps, actions, liquidations }: Run): LoopOutcome {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError("a run without a step has no outcome");
  const unitsPerShare = Number(last.entryPerShare) / 1e18;
  const seconds = last.time - first.time;
  const sent = actions.filter(({ refused }) => refused === undefined);
  const sales = sent.filter(({ sold }) => sold > 0n);
  const ether = (wei: bigint) => Number(wei) / 1e18;
  const total = (of: readonly ActionRecord[], read: (action: ActionRecord) => bigint) =>
    of.reduce((sum, action) => sum + ether(read(action)), 0);
  const did = (...wanted: readonly Action[]) =>
    sent.filter(({ kind, decision }) => kind === "execute" && wanted.includes(decision.action)).length;
  return {
    unitsPerShare,
    apr: seconds === 0 ? 0 : ((unitsPerShare - 1) * YEAR) / seconds,
    maxDrawdown: drawdownOf(steps.map((step) => ({ time: step.time, value: exitValueInEther(step) }))).depth,
    maxLtv: mostOf(steps.map(({ worstLtv }) => worstLtv)) / 1e9,
    levers: did(Action.lever),
    delevers: did(Action.delever, Action.reduce),
    refused: actions.length - sent.length,
    liquidations: liquidations.length,
    sold: total(sales, ({ sold }) => sold),
    discount: total(sales, ({ sold, repaid }) => sold - repaid),
    gas: total(actions, gasCost),
  };
}
