import { describe, expect, test } from "vitest";
import { WAD } from "../math/units.ts";
import { type Allocation, maxMagnitude, newOperator, slashOperator } from "./operator.ts";
import { depositSharesFor, scalingAfterDeposit, withdrawableShares } from "./scaling.ts";
import {
  completeWithdrawal,
  delegateTo,
  depositShares,
  loseOnBeaconChain,
  newStaker,
  queueWithdrawal,
  withdrawable,
} from "./staker.ts";

const ETHER = 10n ** 18n;
const HALF = WAD / 2n;
const DELAY = 100;

/** 100 ether of one staker with an operator who has given a service all its magnitude. */
const delegated = () => {
  const staker = newStaker();
  const operator = newOperator();
  const allocation: Allocation = { currentMagnitude: WAD, pendingDiff: 0n };
  operator.encumberedMagnitude = WAD;
  depositShares(staker, 100n * ETHER);
  delegateTo(staker, operator);
  return { staker, operator, allocation };
};

describe("a slash of the operator", () => {
  test("takes its part of what stakers can withdraw and none of what they deposited", () => {
    const { staker, operator, allocation } = delegated();
    expect(slashOperator(operator, allocation, HALF, 1, DELAY)).toEqual({
      fromShares: 50n * ETHER,
      fromQueue: 0n,
    });
    expect(withdrawable(staker)).toBe(50n * ETHER);
    expect(staker.depositShares).toBe(100n * ETHER);
  });

  test("reaches only what is allocated, and lowers what is on its way out with it", () => {
    const { staker, operator } = delegated();
    const allocation = { currentMagnitude: WAD / 4n, pendingDiff: -(WAD / 10n) };
    slashOperator(operator, allocation, HALF, 1, DELAY);
    expect(maxMagnitude(operator)).toBe((WAD * 7n) / 8n);
    expect(allocation).toEqual({ currentMagnitude: WAD / 8n, pendingDiff: -(WAD / 20n) });
    expect(withdrawable(staker)).toBe((100n * ETHER * 7n) / 8n);
  });

  test("does not touch what is deposited after it", () => {
    const { staker, operator, allocation } = delegated();
    slashOperator(operator, allocation, HALF, 1, DELAY);
    depositShares(staker, 100n * ETHER);
    expect(withdrawable(staker)).toBe(150n * ETHER);
    expect(staker.scaling).toBe((WAD * 3n) / 2n);
  });

  test("does not touch who delegates after it", () => {
    const { operator, allocation } = delegated();
    slashOperator(operator, allocation, HALF, 1, DELAY);
    const late = newStaker();
    depositShares(late, 10n * ETHER);
    delegateTo(late, operator);
    expect(withdrawable(late)).toBe(10n * ETHER);
  });

  test("of everything closes it to deposits", () => {
    const { staker, operator, allocation } = delegated();
    slashOperator(operator, allocation, WAD, 1, DELAY);
    expect(withdrawable(staker)).toBe(0n);
    expect(() => depositShares(staker, 1n)).toThrow("FullySlashed");
  });
});

describe("a withdrawal in the queue", () => {
  test("is slashed until its delay is over, and not after", () => {
    const { staker, operator, allocation } = delegated();
    const queued = queueWithdrawal(staker, 40n * ETHER, 10);
    expect(slashOperator(operator, allocation, HALF, 10 + DELAY, DELAY)).toEqual({
      fromShares: 30n * ETHER,
      fromQueue: 20n * ETHER,
    });
    expect(slashOperator(operator, allocation, HALF, 11 + DELAY, DELAY).fromQueue).toBe(0n);
    expect(completeWithdrawal(staker, queued, 11 + DELAY, DELAY)).toBe(20n * ETHER);
  });

  test("waits for its delay", () => {
    const { staker } = delegated();
    const queued = queueWithdrawal(staker, ETHER, 10);
    expect(() => completeWithdrawal(staker, queued, 10 + DELAY, DELAY)).toThrow("WithdrawalDelayNotElapsed");
  });
});

describe("a loss on the beacon chain", () => {
  test("and a slash of the operator multiply", () => {
    const { staker, operator, allocation } = delegated();
    slashOperator(operator, allocation, HALF, 1, DELAY);
    loseOnBeaconChain(staker, 100n * ETHER, 20n * ETHER);
    expect(withdrawable(staker)).toBe(40n * ETHER);
    expect(operator.shares).toBe(40n * ETHER);
  });

  test("from before delegating is not the operator's", () => {
    const staker = newStaker();
    const operator = newOperator();
    depositShares(staker, 32n * ETHER);
    loseOnBeaconChain(staker, 32n * ETHER, 16n * ETHER);
    delegateTo(staker, operator);
    expect(operator.shares).toBe(16n * ETHER);
    expect(withdrawable(staker)).toBe(16n * ETHER);
  });
});

test("a scaling factor that is floored to zero reads as one", () => {
  expect(scalingAfterDeposit(1n, 10n ** 40n, 1n, HALF)).toBe(WAD);
});

test("deposit shares for an amount give no more than that amount back", () => {
  const [scaling, slashing] = [(WAD * 3n) / 2n, WAD / 3n];
  const shares = depositSharesFor(7n * ETHER, scaling, slashing);
  expect(withdrawableShares(shares, scaling, slashing)).toBeLessThanOrEqual(7n * ETHER);
});
