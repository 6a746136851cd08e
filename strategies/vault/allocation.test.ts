import { expect, test } from "vitest";
import { Action, type Decision, Level, Reason, Urgency } from "../decision.ts";
import { nextMove, type VaultState } from "./allocation.ts";

const rule = { maxIdle: 20_000_000, keepIdle: 5_000_000, pokeEvery: 43_200 };
const hold: Decision = {
  action: Action.hold,
  reason: Reason.inBand,
  urgency: Urgency.idle,
  level: Level.calm,
  target: 0,
};
const lever = { ...hold, action: Action.lever, urgency: Urgency.rebalance, target: 660_000_000 };
const delever = { ...hold, action: Action.delever, urgency: Urgency.protect, target: 660_000_000 };
const vault = (decision: Decision, idleUnits: bigint, marketAge = 0): VaultState => ({
  decision,
  idleUnits,
  entryUnits: 1_000n,
  marketAge,
});

test("idle units above 2% are put to work, but for the half percent that stays at hand", () => {
  expect(nextMove(vault(hold, 21n), rule)).toEqual({ kind: "allocate", units: 16n });
  expect(nextMove(vault(hold, 20n), rule)).toEqual({ kind: "none" });
});

test("what protects the position comes before idle units, what rebalances it after", () => {
  expect(nextMove(vault(delever, 500n), rule)).toEqual({ kind: "execute" });
  expect(nextMove(vault(lever, 500n), rule)).toEqual({ kind: "allocate", units: 495n });
  expect(nextMove(vault(lever, 0n), rule)).toEqual({ kind: "execute" });
});

test("nothing is put to work from level defend on", () => {
  expect(nextMove(vault({ ...hold, level: Level.defend }, 500n), rule)).toEqual({ kind: "none" });
  expect(nextMove(vault({ ...hold, level: Level.watch }, 500n), rule)).toEqual({
    kind: "allocate",
    units: 495n,
  });
});

test("prices that nobody looked at for twelve hours are poked", () => {
  expect(nextMove(vault(hold, 0n, 43_199), rule)).toEqual({ kind: "none" });
  expect(nextMove(vault(hold, 0n, 43_200), rule)).toEqual({ kind: "poke" });
});

test("an empty vault does nothing", () => {
  expect(nextMove({ ...vault(hold, 0n), entryUnits: 0n }, rule)).toEqual({ kind: "none" });
});

test("a strategy gets no more than it takes, and nothing where its room is not worth a transaction", () => {
  const room = (depositLimit: bigint) =>
    nextMove({ ...vault(hold, 500_000n), entryUnits: 1_000_000n, depositLimit }, rule);
  expect(room(1_000_000n)).toEqual({ kind: "allocate", units: 495_000n });
  expect(room(300_000n)).toEqual({ kind: "allocate", units: 300_000n });
  expect(room(2_001n)).toEqual({ kind: "allocate", units: 2_001n });
  expect(room(2_000n)).toEqual({ kind: "none" });
});
