import { describe, expect, test } from "vitest";
import { Action, Level, PriceFlag, Reason, SATURATED, Urgency, VenueFlag } from "../decision.ts";
import { nextLevel } from "../depeg-levels.ts";
import { parseLoopSetting } from "./params.ts";
import { bands, decide, type LoopState, Queued, waitCost } from "./policy.ts";
import { presets } from "./presets.ts";

const { params } = parseLoopSetting(presets.strategist2022, 810_000_000);
const percent = (value: number) => Math.round(value * 10_000_000);

/** A loop below its band in a calm market: it would lever. */
const wantsToLever: LoopState = {
  open: 1,
  level: Level.calm,
  priceFlags: 0,
  venueFlags: 0,
  ltv: percent(50),
  liquidationLtv: percent(81),
  borrowLtv: percent(69),
  peg: percent(99.9),
  lenderPeg: percent(99.9),
  carry: percent(2),
  marketAge: 0,
  lenderAge: 0,
  sinceAction: SATURATED,
  sinceSale: SATURATED,
  lenderAtMarket: 1,
  held: 0,
  queued: Queued.nothing,
  carryAfter: percent(2),
  borrowRate: percent(2),
  saleCost: percent(0.1),
  queueWait: SATURATED,
};

test("a loop below its band levers to the target", () => {
  expect(decide(wantsToLever, params)).toMatchObject({ action: Action.lever, target: percent(66) });
});

describe("LEV-03 levering is refused", () => {
  test.each<[string, Partial<LoopState>, Reason]>([
    ["when the market price is stale", { marketAge: 93_601 }, Reason.refusedPriceStale],
    ["when the lender's price is stale", { lenderAge: 93_601 }, Reason.refusedPriceStale],
    ["when the market price broke its bound", { priceFlags: PriceFlag.market }, Reason.refusedPriceBound],
    ["when the redemption rate jumped", { priceFlags: PriceFlag.redemption }, Reason.refusedPriceBound],
    ["when the lender has no price", { priceFlags: PriceFlag.lender }, Reason.refusedPriceBound],
    ["when the reserve is frozen", { venueFlags: VenueFlag.frozen }, Reason.refusedVenue],
    ["when the reserve is capped", { venueFlags: VenueFlag.capped }, Reason.refusedVenue],
    ["when there is no flash liquidity", { venueFlags: VenueFlag.noFlash }, Reason.refusedVenue],
    ["when the lender lends nothing on it", { borrowLtv: 0 }, Reason.refusedBorrowLimit],
    ["when carry is negative", { carry: -1 }, Reason.refusedCarry],
    ["when its own loan would make carry negative", { carryAfter: -1 }, Reason.refusedCarry],
    ["while the strategist's rules hold it down", { held: 1 }, Reason.refusedHeld],
    ["while collateral is in the queue", { queued: Queued.waiting }, Reason.exitUnderWay],
    ["in a depeg", { peg: percent(96.9) }, Reason.refusedLevel],
    ["soon after the last action", { sinceAction: 43_199 }, Reason.refusedCooldown],
  ])("%s", (_, change, reason) => {
    const { action, reason: given } = decide({ ...wantsToLever, ...change }, params);
    expect(action).not.toBe(Action.lever);
    expect(given).toBe(reason);
  });
});

describe("delevering", () => {
  const tooHigh = { ...wantsToLever, ltv: percent(70) };

  test("happens at once above the band, whatever the prices and the cooldown say", () => {
    const state = {
      ...tooHigh,
      priceFlags: 7,
      marketAge: SATURATED,
      sinceAction: 0,
      venueFlags: VenueFlag.frozen,
    };
    expect(decide(state, params)).toMatchObject({ action: Action.delever, urgency: Urgency.protect });
  });

  test("LEV-07 sells one chunk a pace, and meanwhile claims what the queue has paid", () => {
    const sold = { ...tooHigh, sinceSale: 1_799 };
    expect(decide(sold, params)).toMatchObject({ action: Action.hold, reason: Reason.refusedPace });
    expect(decide({ ...sold, queued: Queued.matured }, params).action).toBe(Action.claim);
    expect(decide({ ...sold, sinceSale: 1_800 }, params).action).toBe(Action.delever);
  });

  test("LEV-07 waits for nothing past the line that the lender's live threshold sets", () => {
    const sold = { ...tooHigh, sinceSale: 0, liquidationLtv: percent(72) };
    expect(decide(sold, params)).toMatchObject({ action: Action.delever, urgency: Urgency.rescue });
  });

  test("is a rescue past the ripcord line", () => {
    expect(decide({ ...tooHigh, ltv: percent(76) }, params)).toMatchObject({
      reason: Reason.pastRipcord,
      urgency: Urgency.rescue,
    });
  });

  test("waits, and says so, where the lender is paused", () => {
    expect(decide({ ...tooHigh, venueFlags: VenueFlag.paused }, params)).toMatchObject({
      action: Action.hold,
      reason: Reason.venuePaused,
    });
  });

  test("unwinds all where borrowing costs two percent more than staking earns", () => {
    const state = { ...wantsToLever, ltv: percent(65), carry: percent(-2) - 1 };
    expect(decide(state, params)).toMatchObject({
      action: Action.delever,
      reason: Reason.negativeCarry,
      target: 0,
    });
  });
});

describe("where borrowing costs more than staking earns", () => {
  const paying = { ...wantsToLever, ltv: percent(65), carry: percent(-3), borrowRate: percent(18) };
  const days = (count: number) => count * 86_400;

  test("INC-02 waiting costs the borrow rate for as long as the queue takes", () => {
    expect(waitCost({ borrowRate: percent(18), queueWait: days(18) })).toBe(8_876_712);
    expect(waitCost({ borrowRate: 1, queueWait: SATURATED })).toBe(SATURATED);
  });

  test.each([
    [0.3, 18, Action.delever],
    [1.1, 18, Action.exit],
    [1.1, 46, Action.delever],
  ])(
    "INC-02 INC-09 with a sale at %d% and a queue of %d days it takes the cheaper way",
    (cost, wait, action) => {
      const state = { ...paying, saleCost: percent(cost), queueWait: days(wait) };
      expect(decide(state, params)).toMatchObject({ action, reason: Reason.negativeCarry });
    },
  );

  test("INC-09 what goes into the queue lifts LTV no further than half way to the band's edge", () => {
    const state = { ...paying, saleCost: percent(2), queueWait: days(5) };
    expect(decide(state, params).target).toBe(percent(67.5));
    const waiting = { ...state, queued: Queued.waiting };
    expect(decide(waiting, params)).toMatchObject({ action: Action.hold, reason: Reason.exitUnderWay });
  });

  test("what the queue has paid is claimed at once", () => {
    const state = { ...paying, queued: Queued.matured, sinceAction: 0 };
    expect(decide(state, params)).toMatchObject({ action: Action.claim, reason: Reason.exitMatured });
  });
});

describe("in a depeg", () => {
  const defended = parseLoopSetting(
    { ...presets.strategist2022, depeg: { defend: { ltv: "0.5" }, evacuate: { ltv: "0.2" } } },
    810_000_000,
  ).params;
  const fallen = { ...wantsToLever, ltv: percent(65), peg: percent(90) };

  test("a lender that prices at market moves the bands down before its price is there", () => {
    const state = { ...fallen, lenderPeg: percent(99.9) };
    expect(decide(state, defended)).toMatchObject({ action: Action.delever, reason: Reason.depeg });
  });

  test("INC-03 INC-04 a lender that prices at the exchange rate causes no sale, however deep it is", () => {
    for (const peg of [95, 90, 70, 1]) {
      const state = { ...fallen, peg: percent(peg), lenderPeg: percent(100), lenderAtMarket: 0 };
      expect(decide(state, defended).action).toBe(Action.mark);
    }
  });

  test("an exchange rate that comes down moves the bands by as much of the depeg as it shows", () => {
    const state = { ...fallen, lenderPeg: percent(97.75), lenderAtMarket: 0 };
    expect(bands(state, Level.defend, defended)).toMatchObject({ target: percent(58), high: percent(61) });
  });
});

test("LEV-10 bands move down with the lender's live threshold", () => {
  const { high, line, target } = bands({ ...wantsToLever, liquidationLtv: percent(70) }, Level.calm, params);
  expect(line).toBe(percent(67.9));
  expect(high).toBe(Math.floor((percent(67.9) * 97) / 100));
  expect(target).toBe(Math.floor((high * 97) / 100));
});

test("a depeg's level rises at once and falls only past its own re-entry", () => {
  expect(nextLevel(Level.calm, percent(95), params)).toBe(Level.defend);
  expect(nextLevel(Level.defend, percent(96), params)).toBe(Level.defend);
  expect(nextLevel(Level.defend, percent(96.5), params)).toBe(Level.watch);
  expect(nextLevel(Level.watch, percent(97.4), params)).toBe(Level.watch);
  expect(nextLevel(Level.watch, percent(97.5), params)).toBe(Level.calm);
  expect(nextLevel(Level.evacuate, percent(99), params)).toBe(Level.calm);
});
