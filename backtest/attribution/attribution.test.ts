/** Where the profit of a run came from: ledgers worked out by hand, and the built-in tape. */
import { describe, expect, test } from "vitest";
import { runExact } from "../engine/exact.ts";
import { loopThrough2022 } from "../engine/loop-2022.fixture.ts";
import { gasCost } from "../metrics/action-cost.ts";
import { defenceCost } from "../metrics/defence-cost.ts";
import { type Attribution, partsInWei, SOURCES } from "./attribution.ts";
import { Ledger } from "./ledger.ts";
import { etherOwed, unitsHeld } from "./wealth.ts";

const WAD = 10n ** 18n;
const sum = (values: Iterable<bigint>) => [...values].reduce((total, value) => total + value, 0n);
const sumOfParts = ({ parts }: Attribution) => sum(Object.values(parts));
const wei = (scaled: bigint) => Number(scaled / WAD);
const held = ({ units, owed, rate }: { units: bigint; owed: bigint; rate: bigint }) => [
  unitsHeld(units, rate),
  etherOwed(owed),
];
/** A rate of so many hundredths. */
const rate = (hundredths: bigint) => (hundredths * WAD) / 100n;

describe("BTK-01 a ledger", () => {
  test("books growth of the rate that Lido reports on all units, and interest on what is supplied and owed", () => {
    const ledger = new Ledger(held({ units: 100n, owed: 60n, rate: rate(100n) }));
    ledger.report(held({ units: 101n, owed: 63n, rate: rate(110n) }));
    // One unit at the old rate; 101 units by a tenth; three owed more.
    expect(ledger.close().parts).toMatchObject({ supply: WAD, staking: 101n * rate(10n), borrow: -3n * WAD });
  });

  test("books a fall of the rate as slashing, not as negative staking", () => {
    const ledger = new Ledger(held({ units: 100n, owed: 0n, rate: rate(110n) }));
    ledger.report(held({ units: 100n, owed: 0n, rate: rate(100n) }));
    expect(ledger.close().parts).toMatchObject({ staking: 0n, slashing: -10n * WAD });
  });

  test("splits what a sale gave up into the pool's fee and the rest", () => {
    const ledger = new Ledger(held({ units: 100n, owed: 60n, rate: rate(100n) }));
    // Ten units for nine ETH of debt.
    ledger.trade(held({ units: 90n, owed: 51n, rate: rate(100n) }), 1n);
    expect(ledger.close().parts).toMatchObject({ fees: -WAD, slippage: 0n });
  });

  test("takes no deposit for profit, nor what a leaver took for loss", () => {
    const ledger = new Ledger(held({ units: 0n, owed: 0n, rate: rate(100n) }));
    ledger.flow(held({ units: 100n, owed: 0n, rate: rate(100n) }), 100n);
    ledger.flow(held({ units: 59n, owed: 0n, rate: rate(100n) }), -40n);
    expect(ledger.close()).toMatchObject({ flows: 60n * WAD, pnl: -WAD, parts: { slippage: -WAD } });
  });

  test("counts the keeper's gas although the vault does not pay it", () => {
    const ledger = new Ledger(held({ units: 100n, owed: 0n, rate: rate(100n) }));
    ledger.gas(7n);
    expect(ledger.close()).toMatchObject({ endValue: 100n * WAD, pnl: -7n * WAD, parts: { gas: -7n * WAD } });
  });

  test("keeps whole wei summing to whole wei", () => {
    const parts = Object.fromEntries(SOURCES.map((source) => [source, WAD / 2n])) as Attribution["parts"];
    const inWei = partsInWei({
      startValue: 0n,
      endValue: 0n,
      flows: 0n,
      pnl: sum(Object.values(parts)),
      parts,
    });
    expect(sum(Object.values(inWei))).toBe(sum(Object.values(parts)) / WAD);
  });
});

describe("BTK-01 the summer of 2022", () => {
  const run = runExact(loopThrough2022("strategist2022"));
  const { attribution, actions } = run;

  test("every wei of profit has a source", () => {
    const { startValue, endValue, flows, pnl, parts } = attribution;
    expect(sumOfParts(attribution)).toBe(pnl);
    expect(pnl).toBe(endValue - startValue - flows + parts.gas);
  });

  test("trades gave up what the record of actions says, their gas cost what it says", () => {
    const { fees, slippage, gas } = attribution.parts;
    const { discount } = defenceCost(actions);
    // Levers mint at Lido, one for one. The rate is floored to a WAD, so each of some 1,400 units may be valued a wei too low.
    expect(wei(fees + slippage + discount * WAD)).toBeLessThan(1_500);
    expect(wei(fees + slippage + discount * WAD)).toBeGreaterThan(-1_500);
    expect(gas).toBe(-sum(actions.map(gasCost)) * WAD);
    expect(fees).toBeLessThan(0n);
  });

  test("without a keeper, staking and borrowing are all there is but the first lever's gas", () => {
    const alone = runExact({ ...loopThrough2022("strategist2022"), managed: false });
    const { staking, borrow, supply, slippage, fees, slashing, rewards, liquidation } =
      alone.attribution.parts;
    expect([supply, fees, slashing, rewards, liquidation]).toEqual([0n, 0n, 0n, 0n, 0n]);
    expect(Math.abs(wei(slippage))).toBeLessThan(1_500);
    expect(staking).toBeGreaterThan(-borrow);
  });
});
