import { describe, expect, test } from "vitest";
import { type Decision, Urgency } from "../strategies/decision.ts";
import { parseLoopSetting } from "../strategies/leveraged-loop/params.ts";
import { bands } from "../strategies/leveraged-loop/policy.ts";
import { presets } from "../strategies/leveraged-loop/presets.ts";
import { dearestFor, feesFor } from "./fees.ts";
import { leveragedLoop } from "./kinds/leveraged-loop.ts";
import { DEFAULT_KEEPER_PARAMS } from "./params.ts";
import type { StrategySnapshot } from "./snapshot.ts";

const ETHER = 10n ** 18n;
const GWEI = 10n ** 9n;
const { params } = parseLoopSetting(presets.strategist2022, 810_000_000);
const { high } = bands({ liquidationLtv: 810_000_000, lenderAtMarket: 1, lenderPeg: 1e9 }, 0, params);

const at = (ltv: number, positionUnits = 100n * ETHER): StrategySnapshot<"leveraged-loop"> =>
  ({
    kind: "leveraged-loop",
    block: { number: 7, hash: "0x07", parentHash: "0x06", timestamp: 0, baseFee: 0n },
    state: { ltv, liquidationLtv: 810_000_000, level: 0, lenderAtMarket: 1, lenderPeg: 1e9 },
    params,
    check: {} as Decision,
    positionUnits,
  }) as unknown as StrategySnapshot<"leveraged-loop">;

const costOf = (snapshot: StrategySnapshot<"leveraged-loop">, urgency: Urgency) =>
  leveragedLoop.worth(snapshot, urgency) ?? expect.unreachable();

const delever = (urgency: Urgency) =>
  ({ kind: "execute", urgency, to: "0x01", data: "0x", gasLimit: 3_000_000n }) as const;

test("INC-07 a rescue is worth half of the debt times the liquidators' bonus", () => {
  // 100 ETH of equity at 75%: 300 ETH of debt, of which 150 are liquidated at 7.5%.
  expect(costOf(at(750_000_000), Urgency.rescue)).toBe((1125n * ETHER) / 100n);
});

test("KPR-03 what a delever is worth grows on the way from the band to the liquidation line", () => {
  const worth = [high + 1, 720_000_000, 750_000_000, 780_000_000, 810_000_000].map((ltv) =>
    costOf(at(ltv), Urgency.protect),
  );
  for (const [index, cost] of worth.slice(1).entries()) expect(cost).toBeGreaterThan(worth[index] ?? 0n);
  expect(worth.at(-1)).toBe(costOf(at(810_000_000), Urgency.rescue));
});

describe("INC-07 in a gas market like that of December 2021, fifty times as dear as usual", () => {
  const baseFee = 50n * 30n * GWEI;

  test.each([
    [Urgency.rescue, 780_000_000],
    [Urgency.protect, 770_000_000],
  ])("urgency %s at an LTV of %s is sent, and offers no more than it is worth", (urgency, ltv) => {
    const dearest = dearestFor(delever(urgency), at(ltv), DEFAULT_KEEPER_PARAMS);
    const fees = feesFor(urgency, baseFee, dearest, DEFAULT_KEEPER_PARAMS);
    expect(fees?.maxFeePerGas).toBeGreaterThan(baseFee);
    expect(fees?.maxFeePerGas).toBeLessThanOrEqual(dearest);
    expect(dearest * 1_000_000n).toBeLessThanOrEqual(costOf(at(ltv), urgency));
  });

  test("a delever just above the band, which may have hours, waits for cheaper blocks", () => {
    const dearest = dearestFor(delever(Urgency.protect), at(high + 1), DEFAULT_KEEPER_PARAMS);
    expect(feesFor(Urgency.protect, baseFee, dearest, DEFAULT_KEEPER_PARAMS)).toBeUndefined();
  });
});

test("a small vault is protected at the usual price of gas all the same", () => {
  const dearest = dearestFor(delever(Urgency.protect), at(high + 1, ETHER / 10n), DEFAULT_KEEPER_PARAMS);
  expect(feesFor(Urgency.protect, 20n * GWEI, dearest, DEFAULT_KEEPER_PARAMS)).toBeDefined();
});

test("an LTV past all debt has a price too", () => {
  expect(costOf(at(1_000_000_000_000), Urgency.rescue)).toBe(costOf(at(950_000_000), Urgency.rescue));
});
