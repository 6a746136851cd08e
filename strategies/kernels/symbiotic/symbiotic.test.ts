import { describe, expect, test } from "vitest";
import { claim } from "./claim.ts";
import { type NetworkGrant, operatorStake, setNetworkLimit, setOperatorShares } from "./delegation.ts";
import { deposit } from "./deposit.ts";
import { newOperator, slash, slashableStake } from "./slasher.ts";
import { activeBalance, emptyAccount, emptyVault, slashableBalance, withdrawalBalance } from "./vault.ts";
import { redeem, withdraw } from "./withdraw.ts";

const ETHER = 10n ** 18n;
const WEEK = 7 * 86_400;
const START = 1_700_000_000;

/** A vault of weekly epochs with 100 ether of one staker, all of it at the disposal of one operator. */
const staked = () => {
  const vault = emptyVault(START, WEEK);
  const account = emptyAccount();
  deposit(vault, account, 100n * ETHER, START);
  const grant: NetworkGrant = { limit: [], totalShares: [] };
  const operator = newOperator();
  setNetworkLimit(grant, 1_000n * ETHER, START);
  setOperatorShares(grant, operator.shares, 1n, START);
  return { vault, account, grant, operator };
};

test("a withdrawal can be claimed once, after the end of the next epoch", () => {
  const { vault, account } = staked();
  withdraw(vault, account, 40n * ETHER, START + WEEK - 1);
  expect(activeBalance(vault, account)).toBe(60n * ETHER);
  expect(() => claim(vault, account, 1, START + 2 * WEEK - 1)).toThrow("InvalidEpoch");
  expect(claim(vault, account, 1, START + 2 * WEEK)).toBe(40n * ETHER);
  expect(() => claim(vault, account, 1, START + 2 * WEEK)).toThrow("AlreadyClaimed");
});

test("nobody withdraws more than their shares are worth", () => {
  const { vault, account } = staked();
  expect(() => withdraw(vault, account, 100n * ETHER + 1n, START)).toThrow("TooMuchWithdraw");
  expect(redeem(vault, account, account.activeShares, START).assets).toBe(100n * ETHER);
  expect(vault.activeShares).toBe(0n);
});

describe("a slash", () => {
  test("falls on active stake and on waiting withdrawals in proportion", () => {
    const { vault, account, grant, operator } = staked();
    withdraw(vault, account, 40n * ETHER, START + 100);
    expect(slash(vault, grant, operator, 50n * ETHER, START + 99, START + 200)).toEqual({
      slashed: 50n * ETHER,
      burned: 50n * ETHER,
    });
    expect(activeBalance(vault, account)).toBe(30n * ETHER);
    expect(withdrawalBalance(vault, account, 1)).toBe(20n * ETHER);
    expect(slashableBalance(vault, account, START + 200)).toBe(50n * ETHER);
  });

  test("for an offence in this epoch spares what left in the one before", () => {
    const { vault, account, grant, operator } = staked();
    withdraw(vault, account, 40n * ETHER, START);
    const now = START + WEEK + 100;
    slash(vault, grant, operator, 30n * ETHER, now - 50, now);
    expect(withdrawalBalance(vault, account, 1)).toBe(40n * ETHER);
    expect(activeBalance(vault, account)).toBe(30n * ETHER);
  });

  test("for an offence in the epoch before reaches it", () => {
    const { vault, account, grant, operator } = staked();
    withdraw(vault, account, 40n * ETHER, START + 100);
    const now = START + WEEK + 50;
    slash(vault, grant, operator, 100n * ETHER, START + 99, now);
    expect(slashableBalance(vault, account, now)).toBe(0n);
  });

  test("takes no more than was at stake, and no more than an epoch later", () => {
    const { vault, grant, operator } = staked();
    expect(slash(vault, grant, operator, 70n * ETHER, START + 10, START + 20).slashed).toBe(70n * ETHER);
    expect(slashableStake(vault, grant, operator, START + 10, START + 20)).toBe(30n * ETHER);
    expect(() => slash(vault, grant, operator, ETHER, START + 10, START + 11 + WEEK)).toThrow(
      "InvalidCaptureTimestamp",
    );
  });

  test("of everything leaves shares without worth, and who comes next is not diluted by them", () => {
    const { vault, account, grant, operator } = staked();
    slash(vault, grant, operator, 100n * ETHER, START + 10, START + 20);
    expect(activeBalance(vault, account)).toBe(0n);
    const next = emptyAccount();
    deposit(vault, next, ETHER, START + 30);
    expect(activeBalance(vault, next)).toBeGreaterThanOrEqual(ETHER - 1n);
  });
});

test("two networks may count on the same stake, each up to its limit", () => {
  const { vault, grant, operator } = staked();
  const other: NetworkGrant = { limit: [], totalShares: [] };
  const operators = [newOperator(), newOperator()] as const;
  setNetworkLimit(other, 90n * ETHER, START);
  setOperatorShares(other, operators[0].shares, 1n, START);
  setOperatorShares(other, operators[1].shares, 2n, START);
  expect(operatorStake(vault, grant, operator.shares)).toBe(100n * ETHER);
  expect(operatorStake(vault, other, operators[0].shares)).toBe(30n * ETHER);
  expect(operatorStake(vault, other, operators[1].shares)).toBe(60n * ETHER);
});
