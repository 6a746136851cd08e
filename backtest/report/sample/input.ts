/** A sample report to look at and to test with: the shape and size of the real one, with made-up amounts. */
import { Action, Reason } from "../../../strategies/decision.ts";
import type { LoopParams } from "../../../strategies/leveraged-loop/policy.ts";
import type { ActionRecord, FlowRecord, Run } from "../../result.ts";
import type { ReportInput } from "../input.ts";
import { outcomeOf } from "../outcome.ts";
import { STETH_2022_LABELS, STETH_2022_NOTES, STETH_2022_TITLE } from "../steth-2022.ts";
import { sampleRun } from "./loop.ts";
import { FIRST } from "./market.ts";

const RATIO = 1e9;
const DAY = 86_400;

function params(target: number): LoopParams {
  const at = (ltv: number) => Math.round(ltv * RATIO);
  return {
    minLtv: at(target - 0.05),
    targetLtv: at(target),
    maxLtv: at(target + 0.03),
    ripcordLtv: at(0.76),
    defendLtv: at(target - 0.06),
    evacuateLtv: at(target - 0.2),
    watchPeg: at(0.985),
    watchReentry: at(0.988),
    defendPeg: at(0.96),
    defendReentry: at(0.965),
    evacuatePeg: at(0.936),
    evacuateReentry: at(0.95),
    maxMarketAge: 93_600,
    maxLenderAge: 93_600,
    leverCarry: 0,
    unwindCarry: at(-0.02),
    cooldown: 43_200,
    pace: 1_800,
    recenterBps: 10_000,
    queueMargin: at(0.001),
  };
}

/** What the toy loop does not do: put a late deposit to work, look at the prices, and be refused. */
function others(run: Run): readonly ActionRecord[] {
  const [first] = run.actions;
  if (first === undefined) return [];
  const at = (day: number, change: Partial<ActionRecord>): ActionRecord => ({
    ...first,
    time: FIRST + day * DAY + 12,
    ltvBefore: Math.round(0.672 * RATIO),
    ltvAfter: Math.round(0.672 * RATIO),
    sold: 0n,
    repaid: 0n,
    borrowed: 0n,
    gained: 0n,
    ...change,
  });
  return [
    at(12, { kind: "poke", gasUsed: 61_300n }),
    at(30, {
      kind: "allocate",
      allocated: 93_100n * 10n ** 15n,
      ltvAfter: Math.round(0.642 * RATIO),
      gasUsed: 402_100n,
    }),
    at(40.5, {
      refused: "BelowFloor",
      decision: { ...first.decision, action: Action.delever, reason: Reason.depeg },
      ltvBefore: Math.round(0.598 * RATIO),
      ltvAfter: Math.round(0.598 * RATIO),
      gasUsed: 0n,
    }),
  ];
}

const flow = (
  day: number,
  who: string,
  kind: FlowRecord["kind"],
  assets: bigint,
  shares: bigint,
): FlowRecord => ({
  time: FIRST + day * DAY,
  who,
  kind,
  assets: assets * 10n ** 15n,
  shares: shares * 10n ** 15n,
});

const FLOWS: readonly FlowRecord[] = [
  flow(0, "Alice", "deposit", 250_000n, 233_448n),
  flow(0, "Bob", "deposit", 150_000n, 140_069n),
  flow(30, "Carol", "deposit", 100_000n, 92_871n),
  flow(45, "Bob", "redeem", 136_912n, 140_069n),
];

export function sampleInput(): ReportInput {
  const managed = sampleRun("on chain", params(0.66), true);
  const actions = [...managed.actions, ...others(managed)].sort((a, b) => a.time - b.time);
  const onchain: Run = { ...managed, engine: "chain", actions, flows: FLOWS };
  const unmanaged = sampleRun("unmanaged", params(0.66), false);
  const held =
    (10n ** 20n * (onchain.steps.at(-1)?.redemptionRate ?? 0n)) / (onchain.steps[0]?.redemptionRate ?? 1n);
  const nothing = { trading: "0", gas: "0" };
  return {
    title: `${STETH_2022_TITLE} (a sample, not a result)`,
    summary: {
      scenario: "sample",
      steps: onchain.steps.length,
      onchain: outcomeOf(onchain, 0.66),
      offline: outcomeOf(onchain, 0.66),
      unmanaged: outcomeOf(unmanaged, 0.66),
      hold: {
        finalAssets: held.toString(),
        finalExitAssets: held.toString(),
        netApr: 0.039,
        maxDrawdown: 0,
        volatility: 0,
        sharpe: null,
        maxLtv: 0,
        minHealthFactor: null,
        actions: 0,
        liquidations: 0,
        gasUsed: 0,
        targetLtv: null,
        costOfDefence: nothing,
      },
      careful: outcomeOf(sampleRun("careful", params(0.6), true), 0.6),
      aggressive: outcomeOf(sampleRun("aggressive", params(0.68), true), 0.68),
      breakSeverity: {
        careful: { managed: 7.42, unmanaged: 3.94 },
        aggressive: { managed: 4.06, unmanaged: 2.43 },
      },
      breakSearchedTo: 12,
      lowestPrice: "934100000000000000",
      agreement: { maxAbsWei: "0", maxRelative: 0 },
    },
    runs: { onchain, unmanaged },
    labels: STETH_2022_LABELS,
    notes: STETH_2022_NOTES,
    hashes: {
      data: "5a".repeat(32),
      config: "c0".repeat(32),
      code: "9f".repeat(32),
    },
  };
}
