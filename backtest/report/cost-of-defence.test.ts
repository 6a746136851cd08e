import { expect, test } from "vitest";
import { Action, Level, Reason, Urgency } from "../../strategies/decision.ts";
import { gasCost, tradingCost } from "../metrics/action-cost.ts";
import { defenceCost } from "../metrics/defence-cost.ts";
import type { ActionRecord, Run, StepRecord } from "../result.ts";
import { costOfDefenceRatio } from "./cost-of-defence.ts";

const ETHER = 10n ** 18n;
const SHARE_RATE = (107n * ETHER) / 100n;

function action(kind: Action, change: Partial<ActionRecord>): ActionRecord {
  return {
    time: 112,
    kind: "execute",
    decision: {
      action: kind,
      reason: Reason.depeg,
      urgency: Urgency.protect,
      level: Level.defend,
      target: 0,
    },
    ltvBefore: 0,
    ltvAfter: 0,
    sold: 0n,
    repaid: 0n,
    borrowed: 0n,
    gained: 0n,
    allocated: 0n,
    gasUsed: 1_000_000n,
    gasGwei: 45.5,
    ...change,
  };
}

const delever = action(Action.delever, { sold: 100n * ETHER, repaid: 96n * ETHER });
const lever = action(Action.lever, { borrowed: 100n * ETHER, gained: 100n * ETHER });

/** 200 units at 1.07 stETH each, 114 ETH owed: worth 100 ETH at redemption. */
const step = {
  time: 100,
  collateral: 200n * ETHER,
  debt: 114n * ETHER,
  redemptionRate: SHARE_RATE,
} as StepRecord;

function run(...actions: ActionRecord[]): Run {
  return {
    label: "",
    engine: "exact",
    managed: true,
    steps: [step],
    actions,
    flows: [],
    liquidations: [],
    finalEntryAssets: 0n,
    finalExitAssets: 0n,
  };
}

test("100 stETH sold for 96 ETH gave up 4 ETH", () => {
  expect(tradingCost(delever, SHARE_RATE)).toBe(4n * ETHER);
});

test("100 ETH that bought 100 units at 1.07 stETH each gained 7 ETH", () => {
  expect(tradingCost(lever, SHARE_RATE)).toBe(-7n * ETHER);
});

test("a million gas at 45.5 gwei costs 0.0455 ETH", () => {
  expect(gasCost(delever)).toBe((455n * ETHER) / 10_000n);
});

test("INC-01 the cost of the defence is that of its sales, not of building the loop", () => {
  expect(defenceCost([lever, delever, delever])).toMatchObject({
    discount: 8n * ETHER,
    gas: (91n * ETHER) / 1_000n,
  });
});

test("the cost of the defence is told as a share of the vault's worth at the time", () => {
  expect(costOfDefenceRatio(run(lever, delever))).toBeCloseTo(0.04, 12);
});
