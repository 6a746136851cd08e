import { describe, expect, test } from "vitest";
import { Action, Level, RATIO, RateFlag, Reason, SATURATED, Urgency, VenueFlag } from "../decision.ts";
import { parseRestakingSetting } from "./params.ts";
import { decide, nextLevel, queueCost, type RestakingState } from "./policy.ts";

const { params } = parseRestakingSetting({ cap: 1_000 });
const percent = (value: number) => Math.round(value * 10_000_000);
const DAY = 86_400;

/** Funds have come in, and nothing speaks against staking them. */
const wantsToDeposit: RestakingState = {
  open: 1,
  level: Level.calm,
  venueFlags: 0,
  rateFlags: 0,
  priceFlags: 0,
  staked: percent(50),
  loose: percent(10),
  pending: 0,
  claimable: 0,
  epochLeft: 0,
  exitWait: 7 * DAY,
  slashSeen: 0,
  rateAge: 0,
  peg: RATIO,
  marketAge: 0,
  saleCost: SATURATED,
  rewards: 0,
  sinceAction: SATURATED,
  sinceAlarm: SATURATED,
};
const decided = (change: Partial<RestakingState>) => decide({ ...wantsToDeposit, ...change }, params);

test("what lies loose is staked, up to the target", () => {
  expect(decided({})).toMatchObject({ action: Action.deposit, target: percent(60) });
  expect(decided({ loose: percent(80) })).toMatchObject({ action: Action.deposit, target: percent(95) });
});

describe("RSK-01 a deposit is refused", () => {
  test.each<[string, Partial<RestakingState>, Reason]>([
    [
      "while a slash is flagged that the rate does not show",
      { rateFlags: RateFlag.flagged },
      Reason.refusedRate,
    ],
    ["while the rate jumped", { rateFlags: RateFlag.jumped }, Reason.refusedRate],
    ["while nobody reports the rate", { rateAge: 3 * DAY + 1 }, Reason.refusedRate],
    ["in the moment of a slash, however small", { slashSeen: 1 }, Reason.refusedLevel],
    ["in a depeg", { peg: percent(98.9) }, Reason.refusedLevel],
    ["while the venue is full", { venueFlags: VenueFlag.capped }, Reason.refusedVenue],
    ["while no operator works for it", { venueFlags: VenueFlag.operatorOut }, Reason.refusedLevel],
    ["while an exit is under way", { pending: 1 }, Reason.exitUnderWay],
    ["soon after the last action", { sinceAction: 43_199 }, Reason.refusedCooldown],
  ])("%s", (_, change, reason) => {
    const { action, reason: given } = decided(change);
    expect(action).not.toBe(Action.deposit);
    expect(given).toBe(reason);
  });
});

describe("INC-04 where one venue prints 0.7", () => {
  const full = { staked: RATIO + 1, peg: percent(70) };

  test("nobody sells, however cheap the sale claims to be: an exit goes through the queue", () => {
    expect(decided({ ...full, saleCost: 0, exitWait: 365 * DAY })).toMatchObject({
      action: Action.exit,
      target: percent(95),
    });
  });

  test("nothing leaves for the price alone, but entries close", () => {
    expect(decided({ peg: percent(70) })).toMatchObject({
      action: Action.mark,
      level: Level.defend,
      reason: Reason.refusedLevel,
    });
  });
});

describe("an exit", () => {
  const full = { staked: RATIO + 1 };

  test("waits for the end of the epoch, since asking later takes no longer", () => {
    expect(decided({ ...full, epochLeft: DAY + 1 })).toMatchObject({
      action: Action.hold,
      reason: Reason.epochOpen,
    });
    expect(decided({ ...full, epochLeft: DAY })).toMatchObject({ action: Action.exit });
  });

  test("is a sale where the wait costs more than the market, and market and redemption agree", () => {
    const waiting = { ...full, exitWait: 60 * DAY, peg: percent(99.8) };
    expect(queueCost(60 * DAY, percent(3))).toBe(4_931_506);
    expect(decided({ ...waiting, saleCost: percent(0.4) })).toMatchObject({ action: Action.sell });
    expect(decided({ ...waiting, saleCost: percent(0.5) })).toMatchObject({ action: Action.exit });
    expect(decided({ ...waiting, peg: percent(97.9), saleCost: 0 })).toMatchObject({ action: Action.exit });
  });

  test("of everything follows a slash of a twentieth at once, whatever the epoch and the cooldown", () => {
    expect(decided({ slashSeen: percent(5), epochLeft: SATURATED, sinceAction: 0 })).toMatchObject({
      action: Action.exit,
      target: 0,
      reason: Reason.slashed,
      urgency: Urgency.rescue,
    });
  });

  test("waits, and says so, where the venue is paused", () => {
    expect(decided({ slashSeen: percent(5), venueFlags: VenueFlag.paused })).toMatchObject({
      action: Action.hold,
      reason: Reason.venuePaused,
    });
  });

  test("that has matured is claimed before anything else is staked", () => {
    expect(decided({ claimable: 1 })).toMatchObject({ action: Action.claim, reason: Reason.exitMatured });
  });
});

test("rewards are claimed once they are worth ten times their gas", () => {
  expect(decided({ rewards: 10 * RATIO })).toMatchObject({ action: Action.harvest });
  expect(decided({ rewards: 10 * RATIO - 1 })).toMatchObject({ action: Action.deposit });
});

test("a level rises at once and falls only a fortnight after the last alarm, past its re-entry", () => {
  const at = (change: Partial<RestakingState>) => nextLevel({ ...wantsToDeposit, ...change }, params);
  expect(at({ slashSeen: percent(0.1) })).toBe(Level.defend);
  expect(at({ level: Level.defend, sinceAlarm: 14 * DAY - 1 })).toBe(Level.defend);
  expect(at({ level: Level.defend, sinceAlarm: 14 * DAY, peg: percent(98.4) })).toBe(Level.defend);
  expect(at({ level: Level.defend, sinceAlarm: 14 * DAY, peg: percent(98.5) })).toBe(Level.watch);
  expect(at({ level: Level.watch, sinceAlarm: 14 * DAY, peg: percent(99.5) })).toBe(Level.calm);
});
