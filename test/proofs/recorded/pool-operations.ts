// Random calls of the Curve stETH pool: mostly plausible, some tiny, some absurd.

import { Interface } from "ethers";
import type { Hex } from "viem";
import type { PoolSide, PoolState } from "./pool-state.ts";
import type { Random } from "./random.ts";
import type { Operation } from "./sequences.ts";

type PoolOperation = Operation<PoolSide>;
type Maker = (random: Random, state: PoolState) => PoolOperation;

const POOL = new Interface([
  "function exchange(int128 i, int128 j, uint256 dx, uint256 min_dy)",
  "function add_liquidity(uint256[2] amounts, uint256 min_mint_amount)",
  "function remove_liquidity(uint256 amount, uint256[2] min_amounts)",
  "function remove_liquidity_one_coin(uint256 amount, int128 i, uint256 min_amount)",
  "function remove_liquidity_imbalance(uint256[2] amounts, uint256 max_burn_amount)",
  "function withdraw_admin_fees()",
  "function donate_admin_fees()",
  "function get_dy(int128 i, int128 j, uint256 dx)",
  "function calc_token_amount(uint256[2] amounts, bool is_deposit)",
  "function calc_withdraw_one_coin(uint256 amount, int128 i)",
  "function get_virtual_price()",
  "function balances(uint256 i)",
  "function admin_balances(uint256 i)",
  "function coins(uint256 i)",
  "function A()",
  "function A_precise()",
  "function fee()",
  "function admin_fee()",
  "function owner()",
]);
const STETH = new Interface([
  "function approve(address spender, uint256 amount)",
  "function transfer(address to, uint256 amount)",
  "function transferShares(address to, uint256 shares)",
  "function handleOracleReport(uint256 validators, uint256 balance)",
]);

const MAX = 2n ** 256n - 1n;

export const poolCall = (name: string, args: readonly unknown[] = [], value = 0n): PoolOperation => ({
  name,
  args: value === 0n ? args : [...args, { value }],
  on: ({ pool }) => ({ target: pool, value, data: POOL.encodeFunctionData(name, args) as Hex }),
});

export const stethCall = (name: string, args: (side: PoolSide) => readonly unknown[]): PoolOperation => ({
  name: `stETH.${name}`,
  args: [],
  on: (side) => ({
    target: side.steth,
    value: 0n,
    data: STETH.encodeFunctionData(name, args(side)) as Hex,
  }),
});

/** The driver lets the pool take its stETH. */
export const approval = stethCall("approve", ({ pool }) => [pool, MAX]);

/** An amount beside `of`: a billionth to all of it, far more, a few wei, or what no pool can hold. */
const amount = (random: Random, of: bigint): bigint => {
  const kind = random.unit();
  if (kind < 0.75) return random.magnitude(of / 10n ** 9n + 1n, of + 1n);
  if (kind < 0.83) return random.magnitude(of + 1n, 1_000n * of + 2n);
  if (kind < 0.95) return BigInt(random.below(4));
  return random.pick([of, 2n ** 128n, 2n ** 255n, MAX]);
};

/** A lower bound on what comes back: mostly none, else one near `of` or one that nothing can meet. */
const atLeast = (random: Random, of: bigint): bigint =>
  random.chance(0.8) ? 0n : random.chance(0.8) ? random.magnitude(1n, of | 1n) : MAX;

const coin = (random: Random): bigint =>
  random.chance(0.97) ? BigInt(random.below(2)) : random.pick([-1n, 2n, 2n ** 64n]);

/** Two coins, now and then the same one or none of the pool's. */
const market = (random: Random): readonly [bigint, bigint] => {
  const i = coin(random);
  return [i, random.chance(0.97) ? 1n - i : coin(random)];
};

const amounts = (random: Random, state: PoolState): readonly [bigint, bigint] => {
  const ether = amount(random, state.ether);
  const steth = amount(random, state.shares);
  return random.pick([
    [ether, steth],
    [ether, 0n],
    [0n, steth],
  ]);
};

/** Ether to send for a call that asks for `due`: now and then the wrong amount. */
const payment = (random: Random, due: bigint): bigint =>
  random.chance(0.97) ? due : BigInt(random.below(2));

const makers: readonly { readonly weight: number; readonly make: Maker }[] = [
  {
    weight: 6,
    make(random, { ether, shares }) {
      const [i, j] = market(random);
      const dx = amount(random, i === 0n ? ether : shares);
      return poolCall("exchange", [i, j, dx, atLeast(random, dx)], payment(random, i === 0n ? dx : 0n));
    },
  },
  {
    weight: 4,
    make(random, state) {
      const deposit = amounts(random, state);
      return poolCall(
        "add_liquidity",
        [deposit, atLeast(random, state.lpSupply)],
        payment(random, deposit[0]),
      );
    },
  },
  {
    weight: 3,
    make(random, { driverLp, ether, shares }) {
      const lp = random.chance(0.15) ? driverLp : amount(random, driverLp);
      return poolCall("remove_liquidity", [lp, [atLeast(random, ether), atLeast(random, shares)]]);
    },
  },
  {
    weight: 4,
    make: (random, { driverLp, ether }) =>
      poolCall("remove_liquidity_one_coin", [amount(random, driverLp), coin(random), atLeast(random, ether)]),
  },
  {
    weight: 4,
    make(random, state) {
      const most = random.chance(0.8) ? MAX : random.magnitude(1n, state.driverLp + 1n);
      return poolCall("remove_liquidity_imbalance", [amounts(random, state), most]);
    },
  },
  { weight: 1, make: () => poolCall("withdraw_admin_fees") },
  { weight: 0.5, make: () => poolCall("donate_admin_fees") },
  {
    weight: 2,
    make: (random, { ether }) => poolCall("get_dy", [...market(random), amount(random, ether)]),
  },
  {
    weight: 1,
    make: (random, state) => poolCall("calc_token_amount", [amounts(random, state), random.chance(0.5)]),
  },
  {
    weight: 1,
    make: (random, { driverLp }) =>
      poolCall("calc_withdraw_one_coin", [amount(random, driverLp), coin(random)]),
  },
  { weight: 1, make: (random) => poolCall("balances", [random.below(3)]) },
  { weight: 0.2, make: () => poolCall("coins", [0]) },
  {
    weight: 1,
    make: (random) =>
      poolCall(random.pick(["get_virtual_price", "A", "A_precise", "fee", "admin_fee", "owner"])),
  },
  {
    // stETH given to the pool counts as its balance at once.
    weight: 0.5,
    make(random, { shares }) {
      const steth = amount(random, shares);
      return stethCall("transfer", ({ pool }) => [pool, steth]);
    },
  },
  {
    // Ether sent without a call is refused.
    weight: 0.3,
    make(random, { ether }) {
      const value = amount(random, ether);
      return { name: "payment", args: [{ value }], on: ({ pool }) => ({ target: pool, value, data: "0x" }) };
    },
  },
  {
    // A reward or a slash of up to a tenth reaches the pool's stETH between its own operations.
    weight: 1,
    make(random, { lido }) {
      const balance = (lido.beaconBalance * BigInt(900_000 + random.below(200_000))) / 1_000_000n;
      return stethCall("handleOracleReport", () => [lido.beaconValidators, balance]);
    },
  },
];

export const randomPoolOperation: Maker = (random, state) => random.weighted(makers).make(random, state);

/** What a payee calls the pool back with in mid-payment: views answer, the lock refuses, the owner's gift goes through. */
const REENTRIES = [
  undefined,
  undefined,
  undefined,
  poolCall("get_virtual_price"),
  poolCall("get_dy", [1, 0, 10n ** 18n]),
  poolCall("balances", [0]),
  poolCall("admin_balances", [1]),
  poolCall("remove_liquidity", [0, [0, 0]]),
  poolCall("exchange", [1, 0, 10n ** 9n, 0]),
  poolCall("withdraw_admin_fees"),
  poolCall("donate_admin_fees"),
];

export const randomReentry = (random: Random): PoolOperation | undefined => random.pick(REENTRIES);
