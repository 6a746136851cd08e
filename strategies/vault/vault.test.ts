/**
 * What must hold of a vault with a loop, whatever its holders, its keeper and the market do: checked after
 * every step of random sequences, and refusals leave no trace.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Action, Level } from "../decision.ts";
import { ETH, STETH } from "../kernels/curve/steth-pool.ts";
import { etherByShares, sharesByEther } from "../kernels/lido/lido.ts";
import { ProtocolRevert } from "../kernels/revert.ts";
import { bands, decide } from "../leveraged-loop/policy.ts";
import { entryUnits as loopEntry, exitUnits as loopExit } from "../leveraged-loop/position.ts";
import { risk } from "../leveraged-loop/risk.ts";
import { saleFloor } from "../leveraged-loop/sale-floor.ts";
import { withdrawUnits } from "../leveraged-loop/slice.ts";
import { ETHER } from "../market/round-market.fixture.ts";
import { Refusal } from "../refusal.ts";
import { allocate } from "./allocate.ts";
import { deposit, mint } from "./enter.ts";
import { maxRedeem, maxWithdraw, redeem, redeemDeep, sharesOf, withdraw } from "./leave.ts";
import {
  actAsAsked,
  copyOf,
  emptyVault,
  type LoopedVault,
  leveredVault,
  moveTo,
  observe,
  putToWork,
  report,
  trade,
} from "./looped-vault.fixture.ts";
import { toUnits, toUnitsUp } from "./steth-units.ts";
import { atExit, entryUnits, exitUnits, exitUnitsOf, recognise, standing, unitsFor } from "./vault.ts";

const PEOPLE = ["alice", "bob", "carol"];
const MILLIONTH = 1_000_000n;
const MILLI = ETHER / 1_000n;

/** A step that may be refused, in which case the vault stays as it was. */
function attempt(before: LoopedVault, step: (copy: LoopedVault) => void): LoopedVault {
  const copy = copyOf(before);
  try {
    step(copy);
    return copy;
  } catch (error) {
    if (error instanceof Refusal || error instanceof ProtocolRevert) return before;
    throw error;
  }
}

type Step = (both: LoopedVault) => void;

const who = fc.constantFrom(...PEOPLE);
const part = fc.integer({ min: 1, max: 1_000_000 }).map(BigInt);
const assets = fc.bigInt({ min: 1n, max: 2_000n * ETHER });
const ofShares = ({ vault }: LoopedVault, name: string, millionths: bigint) =>
  (sharesOf(vault, name) * millionths) / MILLIONTH;

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(who, assets).map(
    ([name, amount]): Step =>
      ({ vault }) =>
        void deposit(vault, name, amount),
  ),
  fc.tuple(who, assets).map(
    ([name, amount]): Step =>
      ({ vault }) =>
        void mint(vault, name, amount),
  ),
  fc.tuple(who, part).map(
    ([name, millionths]): Step =>
      (both) => {
        redeemDeep(both.vault, name, ofShares(both, name, millionths), 0n);
      },
  ),
  fc.tuple(who, part).map(
    ([name, millionths]): Step =>
      ({ vault }) => {
        redeem(vault, name, (maxRedeem(vault, name) * millionths) / MILLIONTH);
      },
  ),
  fc.tuple(who, part).map(
    ([name, millionths]): Step =>
      ({ vault }) => {
        withdraw(vault, name, (maxWithdraw(vault, name) * millionths) / MILLIONTH);
      },
  ),
  part.map(
    (millionths): Step =>
      ({ vault }) => {
        for (const strategy of vault.strategies) {
          allocate(vault, strategy, (vault.books.idle * millionths) / MILLIONTH);
        }
      },
  ),
  fc.constant<Step>(({ loop }) => void actAsAsked(loop)),
  fc.constant<Step>(({ loop }) => void actAsAsked(loop)),
  fc.integer({ min: 1, max: 86_400 }).map(
    (seconds): Step =>
      ({ loop }) =>
        observe(loop, seconds),
  ),
  fc.tuple(fc.constantFrom(ETH, STETH), fc.integer({ min: 1, max: 400_000_000 })).map(
    ([coin, size]): Step =>
      ({ loop }) =>
        trade(loop, coin, size),
  ),
  fc.integer({ min: 860, max: 999 }).map(
    (price): Step =>
      ({ loop }) =>
        moveTo(loop, BigInt(price) * MILLI),
  ),
  fc.integer({ min: -3_000_000, max: 300_000 }).map(
    (gain): Step =>
      ({ loop }) =>
        report(loop, gain),
  ),
);

/** The facts that hold after every step. */
function requireSound(both: LoopedVault): void {
  const { loop, vault } = both;
  const entry = entryUnits(vault);
  const exit = exitUnitsOf(vault, entry);
  // VLT-18
  expect(loopExit(loop)).toBeLessThanOrEqual(loopEntry(loop));
  expect(exit).toBeLessThanOrEqual(entry);
  // VLT-11, LEV-09: what everyone together may claim is there, tried on a copy.
  const claims = unitsFor(atExit(vault, standing(vault)), vault.books.supply);
  const copy = copyOf(both);
  const whole = loopExit(copy.loop);
  const realised = whole === 0n ? 0n : withdrawUnits(copy.loop, whole, 0n);
  expect(realised).toBeGreaterThanOrEqual(whole);
  expect(claims).toBeLessThanOrEqual(copy.vault.books.idle + realised);
  // The books balance: everyone's shares are all the shares.
  expect(Object.values(vault.books.shares).reduce((sum, held) => sum + held, 0n)).toBe(vault.books.supply);
  expect(vault.books.idle).toBeGreaterThanOrEqual(0n);
}

describe("after every step of any sequence", () => {
  test("VLT-11 VLT-18 LEV-09 claims at exit value never exceed what a full unwind returns, nor entry value", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 50 }), (steps) => {
        let both = leveredVault();
        for (const next of steps) {
          both = attempt(both, next);
          requireSound(both);
        }
      }),
      { numRuns: 200, seed: 11 },
    );
  });

  test("LEV-01 LEV-08 an action ends within the band or lower than before, and sells at its floor or above", () => {
    const acted = { [Action.lever]: 0, [Action.delever]: 0 };
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 50 }), (steps) => {
        let both = emptyVault();
        deposit(both.vault, "alice", 1_000n * ETHER);
        putToWork(both);
        for (const next of steps) {
          both = attempt(both, next);
          const { loop } = both;
          const state = risk(loop);
          const { action, level, urgency } = decide(state, loop.settings.params);
          if (action !== Action.lever && action !== Action.delever) continue;
          const floor = saleFloor(loop, state, urgency);
          both = attempt(both, (copy) => {
            const done = actAsAsked(copy.loop);
            if (done === undefined) throw new Error("the policy asked for an action");
            acted[action]++;
            const { high } = bands(risk(copy.loop), level, loop.settings.params);
            expect(done.ltvAfter <= high || done.ltvAfter < done.ltvBefore).toBe(true);
            if (action === Action.lever) return;
            expect(done.ltvAfter).toBeLessThan(done.ltvBefore);
            expect(done.repaid * ETHER).toBeGreaterThanOrEqual(done.sold * floor);
          });
        }
      }),
      { numRuns: 100, seed: 5 },
    );
    expect(acted[Action.lever]).toBeGreaterThan(20);
    expect(acted[Action.delever]).toBeGreaterThan(20);
  });

  test("VLT-01 nobody who goes in and out at once, in parts or whole, comes out with more units", () => {
    const enter = { deposit, mint };
    const way = fc.constantFrom<keyof typeof enter>("deposit", "mint");
    let completed = 0;
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 25 }),
        way,
        assets,
        part,
        (steps, entry, amount, millionths) => {
          let both = leveredVault();
          for (const next of steps) both = attempt(both, next);
          attempt(both, ({ vault }) => {
            const { lido } = vault.market;
            const paid = enter[entry](vault, "dave", amount);
            const first = (paid.shares * millionths) / MILLIONTH;
            const received = [first, paid.shares - first]
              .filter((shares) => shares > 0n)
              .map((shares) => toUnitsUp(lido, redeemDeep(vault, "dave", shares, 0n).assets));
            const units = received.reduce((sum, some) => sum + some, 0n);
            expect(units).toBeLessThanOrEqual(toUnits(lido, paid.assets) + 1n);
            if (entry === "deposit") expect(units).toBeLessThanOrEqual(toUnits(lido, amount));
            completed++;
          });
        },
      ),
      { numRuns: 100, seed: 3 },
    );
    expect(completed).toBeGreaterThan(20);
  });
});

describe("a vault that holds idle units only, so that entry and exit value are one", () => {
  const unit = fc.bigInt({ min: 1n, max: 10n ** 6n });

  /** Deposits of a few to many units, and a gift that time recognises in part: a share is worth a crooked number. */
  function crooked(first: bigint, gift: bigint): LoopedVault {
    const both = emptyVault();
    deposit(both.vault, "alice", first);
    both.vault.books.idle += gift;
    both.vault.market.time += 10_000_000;
    recognise(both.vault);
    return both;
  }

  test("VLT-01 not one unit is won by entering and leaving, whichever way", () => {
    let completed = 0;
    fc.assert(
      fc.property(unit, unit, unit, part, (first, gift, amount, millionths) => {
        const start = crooked(first * 1_000n, gift);
        const { lido } = start.vault.market;
        const trips: ((vault: LoopedVault["vault"]) => { paid: bigint; got: bigint })[] = [
          (vault) => {
            const { shares } = deposit(vault, "dave", amount);
            const some = (shares * millionths) / MILLIONTH;
            const parts = [some, shares - some].filter((part) => part > 0n);
            const got = parts.reduce(
              (sum, part) => sum + toUnitsUp(lido, redeem(vault, "dave", part).assets),
              0n,
            );
            return { paid: toUnits(lido, amount), got };
          },
          (vault) => {
            const { assets: paid, shares } = mint(vault, "dave", amount);
            return { paid: toUnits(lido, paid), got: toUnitsUp(lido, redeem(vault, "dave", shares).assets) };
          },
          (vault) => {
            deposit(vault, "dave", amount);
            const { assets: left } = withdraw(vault, "dave", maxWithdraw(vault, "dave"));
            return { paid: toUnits(lido, amount), got: toUnitsUp(lido, left) };
          },
        ];
        for (const trip of trips) {
          attempt(start, ({ vault }) => {
            const { paid, got } = trip(vault);
            expect(got).toBeLessThanOrEqual(paid);
            completed++;
          });
        }
      }),
      { numRuns: 500, seed: 4 },
    );
    expect(completed).toBeGreaterThan(500);
  });

  test("VLT-09 a gift is recognised by at most half of what the books hold a year, and a loss at once", () => {
    const { vault } = emptyVault();
    deposit(vault, "alice", 1_000n * ETHER);
    const units = vault.books.idle;
    vault.books.idle += 10n * units;
    vault.market.time += 31_536_000 / 2;
    expect(recognise(vault).total).toBe((units * 5n) / 4n);
    vault.market.time += 31_536_000 / 2;
    expect(entryUnits(vault)).toBe((units * 5n * 5n) / 16n);
    vault.books.idle = units / 2n;
    expect(recognise(vault).total).toBe(units / 2n);
  });

  test("VLT-05 a deposit that rounding would cost more than a billionth and a unit is refused", () => {
    const both = crooked(1_000n, 500n * ETHER);
    both.vault.market.time += 1_000_000_000;
    recognise(both.vault);
    expect(() => deposit(copyOf(both).vault, "bob", 3n)).toThrow("RoundingLoss");
  });

  test("VLT-04 a leaver's rounding stays with those who stay, and a share never falls by it", () => {
    fc.assert(
      fc.property(unit, unit, part, (first, gift, millionths) => {
        const { vault } = crooked(first * 1_000n, gift);
        const perShare = (units: bigint) => (units * ETHER * ETHER) / (vault.books.supply + 1n);
        const before = perShare(entryUnits(vault) + 1n);
        redeem(vault, "alice", (sharesOf(vault, "alice") * millionths) / MILLIONTH || 1n);
        expect(perShare(vault.books.idle + 1n)).toBeGreaterThanOrEqual(before - 1n);
      }),
      { numRuns: 200, seed: 6 },
    );
  });
});

describe("a vault without leverage", () => {
  test.each([1, 5_000, 250_000, 2_000_000])(
    "VLT-06 its ETH value rises with a staking rebase of %i billionths by just that, at once and free",
    (gain) => {
      const both = emptyVault();
      const { loop, vault } = both;
      deposit(vault, "alice", 1_000n * ETHER);
      putToWork(both);
      const units = entryUnits(vault);
      const before = etherByShares(loop.market.lido, units);
      const rate = etherByShares(loop.market.lido, 10n ** 27n);
      report(loop, gain);
      const grown = (before * etherByShares(loop.market.lido, 10n ** 27n)) / rate;
      const after = etherByShares(loop.market.lido, entryUnits(vault));
      expect(entryUnits(vault)).toBe(units);
      expect(after - grown).toBeGreaterThanOrEqual(-2n);
      expect(after - grown).toBeLessThanOrEqual(2n);
      expect(after).toBeGreaterThan(before);
    },
  );
});

describe("a slash of 5%", () => {
  test("VLT-08 costs the first to leave in its own block what it costs those who stay", () => {
    const both = leveredVault();
    const { loop, vault } = both;
    deposit(vault, "bob", 1_000n * ETHER);
    putToWork(both);
    const exitBefore = exitUnits(vault);
    report(loop, -50_000_000);
    expect(exitUnits(vault)).toBeLessThan(exitBefore);
    const bobs = sharesOf(vault, "bob");
    const due = unitsFor(atExit(vault, standing(vault)), bobs);
    const { assets: paid } = redeemDeep(vault, "bob", bobs, 0n);
    expect(sharesByEther(loop.market.lido, paid)).toBeLessThanOrEqual(due);
    // Alice put in as much as Bob, first, and paid for the lever: what is left is hers.
    const left = unitsFor(atExit(vault, standing(vault)), sharesOf(vault, "alice"));
    expect(left * bobs).toBeGreaterThanOrEqual(due * sharesOf(vault, "alice"));
  });

  test("VLT-08 is in the books of whoever touches the vault next", () => {
    const { loop, vault } = leveredVault();
    const before = entryUnits(vault);
    report(loop, -50_000_000);
    expect(recognise(vault).total).toBeLessThan(before);
    expect(vault.books.recognised).toBe(entryUnits(vault));
  });
});

test("VLT-18 from level defend on nobody enters, and leavers still leave", () => {
  const both = leveredVault();
  const { loop, vault } = both;
  moveTo(loop, 950n * MILLI);
  expect(decide(risk(loop), loop.settings.params).level).toBeGreaterThanOrEqual(Level.defend);
  expect(() => deposit(vault, "bob", ETHER)).toThrow("EntriesClosed");
  const { assets: paid } = redeemDeep(vault, "alice", sharesOf(vault, "alice") / 10n, 0n);
  expect(paid).toBeGreaterThan(0n);
});
