import { describe, expect, test } from "vitest";
import { Action, type Decision } from "../strategies/decision.ts";
import { parseLoopSetting } from "../strategies/leveraged-loop/params.ts";
import { presets } from "../strategies/leveraged-loop/presets.ts";
import { loadLoopRules } from "../strategies/leveraged-loop/rules.ts";
import { choose, requireAgreement, UNRULED } from "./decide.ts";
import { DEFAULT_KEEPER_PARAMS } from "./params.ts";
import type { StrategySnapshot } from "./snapshot.ts";

const { params } = parseLoopSetting(presets.strategist2022, 810_000_000);
const settings = DEFAULT_KEEPER_PARAMS;

/** A loop above its band, on a vault without idle funds whose prices were just looked at. */
const snapshot: StrategySnapshot<"leveraged-loop"> = {
  kind: "leveraged-loop",
  block: { number: 7, hash: "0x07", parentHash: "0x06", timestamp: 1_651_400_000, baseFee: 0n },
  state: {
    open: 1,
    level: 0,
    priceFlags: 0,
    venueFlags: 0,
    ltv: 700_000_000,
    liquidationLtv: 810_000_000,
    borrowLtv: 690_000_000,
    peg: 990_000_000,
    lenderPeg: 990_000_000,
    carry: 20_000_000,
    marketAge: 0,
    lenderAge: 0,
    sinceAction: 100_000,
    sinceSale: 100_000,
    lenderAtMarket: 1,
    held: 0,
    queued: 0,
    carryAfter: 20_000_000,
    borrowRate: 20_000_000,
    saleCost: 1_000_000,
    queueWait: 1_000_000_000_000,
  },
  params,
  check: { action: 2, reason: 4, urgency: 2, level: 0, target: params.targetLtv },
  idleUnits: 0n,
  reservedUnits: 0n,
  entryUnits: 10n ** 20n,
  positionUnits: 10n ** 20n,
  depositLimit: 10n ** 30n,
  pokedAt: 1_651_400_000,
};

test("the keeper decides what the contract's check() answered", () => {
  const choice = choose(snapshot, settings, UNRULED);
  expect(choice.decision).toEqual(snapshot.check);
  expect(choice.move).toEqual({ kind: "execute" });
  expect(() => requireAgreement(choice, snapshot)).not.toThrow();
});

test.each(["action", "reason", "urgency", "level", "target"] as const)(
  "a contract that answers with another %s stops the keeper",
  (field) => {
    const choice = choose(snapshot, settings, UNRULED);
    const check = { ...snapshot.check, [field]: 1 + snapshot.check[field] } as Decision;
    expect(() => requireAgreement(choice, { ...snapshot, check })).toThrow(
      expect.objectContaining({ code: "KEEL_BRAINS_DISAGREE" }),
    );
  },
);

test("a feed that is silent does not make the keeper poke what it has just looked at", () => {
  const calm = { ...snapshot.state, ltv: 650_000_000, marketAge: 50_000 };
  expect(choose({ ...snapshot, state: calm }, settings, UNRULED).move).toEqual({ kind: "none" });
});

describe("a rule of the strategist's that asks for no levering", () => {
  const below = { ...snapshot.state, ltv: 500_000_000, borrowLtv: 690_000_000 };
  const rule = {
    name: "no levering into a fall",
    when: "change(peg, '1d') < 0",
    ask: "stop levering",
  } as const;

  test.each([
    [-1, "none", ["no levering into a fall"]],
    [0, "execute", []],
    [undefined, "execute", []],
  ] as const)("with a window at %s leaves %s to do", async (change, move, inForce) => {
    const ruling = { rules: await loadLoopRules([rule]), windows: [change] };
    const choice = choose({ ...snapshot, state: below }, settings, ruling);
    expect(choice).toMatchObject({ move: { kind: move }, inForce, decision: { action: Action.lever } });
  });

  test("never stands in the way of a delever", async () => {
    const always = await loadLoopRules([{ ...rule, when: "ltv > 0" }]);
    expect(choose(snapshot, settings, { rules: always, windows: [] }).move).toEqual({ kind: "execute" });
  });
});
