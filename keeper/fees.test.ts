import { expect, test } from "vitest";
import { Urgency } from "../strategies/decision.ts";
import { feesFor, outbidding, raised } from "./fees.ts";
import { DEFAULT_KEEPER_PARAMS } from "./params.ts";

const GWEI = 10n ** 9n;
const NO_BOUND = 10n ** 30n;

test("KPR-03 the more being late would cost, the more is offered", () => {
  const offers = [Urgency.idle, Urgency.rebalance, Urgency.protect, Urgency.rescue].map(
    (urgency) => feesFor(urgency, 20n * GWEI, NO_BOUND, DEFAULT_KEEPER_PARAMS)?.maxPriorityFeePerGas ?? 0n,
  );
  expect(offers).toEqual([...offers].sort((a, b) => (a < b ? -1 : 1)));
  expect(new Set(offers).size).toBe(4);
});

test("INC-07 a base fee fifty times as high stops what can wait, and no rescue", () => {
  const baseFee = 50n * 20n * GWEI;
  expect(feesFor(Urgency.rebalance, baseFee, NO_BOUND, DEFAULT_KEEPER_PARAMS)).toBeUndefined();
  for (const urgency of [Urgency.protect, Urgency.rescue]) {
    expect(feesFor(urgency, baseFee, NO_BOUND, DEFAULT_KEEPER_PARAMS)?.maxFeePerGas).toBeGreaterThan(baseFee);
  }
});

test("a second offer is at least a tenth above the first in both parts, also where the first was nothing", () => {
  for (const fees of [
    { maxFeePerGas: 40n * GWEI, maxPriorityFeePerGas: 2n * GWEI },
    { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n },
  ]) {
    const more = raised(fees, 0n, NO_BOUND) ?? expect.unreachable();
    expect(more.maxFeePerGas * 10n).toBeGreaterThan(fees.maxFeePerGas * 11n);
    expect(more.maxPriorityFeePerGas * 10n).toBeGreaterThan(fees.maxPriorityFeePerGas * 11n);
  }
});

test("KPR-03 what outlives a rise of the base fee is offered as far as it is worth that, and no further", () => {
  const offer = (dearest: bigint) => feesFor(Urgency.rescue, 20n * GWEI, dearest, DEFAULT_KEEPER_PARAMS);
  expect(offer(NO_BOUND)?.maxFeePerGas).toBe(130n * GWEI);
  expect(offer(31n * GWEI)?.maxFeePerGas).toBe(31n * GWEI);
  expect(offer(29n * GWEI)).toBeUndefined();
});

test("KPR-03 a second offer that would be more than it is worth is not made", () => {
  const fees = { maxFeePerGas: 80n * GWEI, maxPriorityFeePerGas: GWEI };
  expect(raised(fees, 0n, 91n * GWEI)?.maxFeePerGas).toBeLessThanOrEqual(91n * GWEI);
  expect(raised(fees, 0n, 90n * GWEI)).toBeUndefined();
  expect(raised(fees, 500n * GWEI, 91n * GWEI)?.maxFeePerGas).toBe(91n * GWEI);
});

test("a second offer follows a base fee that has risen above the first", () => {
  const more = raised({ maxFeePerGas: 10n * GWEI, maxPriorityFeePerGas: GWEI }, 100n * GWEI, NO_BOUND);
  expect(more?.maxFeePerGas).toBeGreaterThan(100n * GWEI);
});

test("INC-07 what takes another's place offers more than it in both parts, and never less than it is worth", () => {
  const low = { maxFeePerGas: 10n * GWEI, maxPriorityFeePerGas: GWEI };
  const high = { maxFeePerGas: 500n * GWEI, maxPriorityFeePerGas: 30n * GWEI };
  expect(outbidding(high, low, 0n, NO_BOUND)).toEqual(high);
  expect(outbidding(low, high, 0n, NO_BOUND)).toEqual(raised(high, 0n, NO_BOUND));
});
