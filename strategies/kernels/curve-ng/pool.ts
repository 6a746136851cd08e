// A Curve StableSwap-NG pool of two coins whose worth may grow: balances are multiplied by rates before the
// curve sees them.
// Ports CurveStableSwapNG v7.0.0 (curvefi/stableswap-ng, Vyper 0.3.10) for two coins that do not rebase, without
// ramps of A. Amounts are in each coin's own decimals; LP tokens and the invariant have 18.
// Quirk: the pool books what it holds, so tokens sent to it by mistake move no price, and a rate that jumps moves
// the price at once, without a trade.

import { WAD, type Wad } from "../math/units.ts";
import type { NgOracle } from "./oracle.ts";

export type Coin = 0 | 1;
/** One amount a coin. */
export type Pair = readonly [bigint, bigint];

/** Transitions change it in place. */
export type NgPool = {
  /** Tokens held, Curve's part included: `stored_balances`. */
  held: Pair;
  /** Fees that belong to Curve, not to the liquidity providers. */
  adminBalances: Pair;
  lpSupply: bigint;
  /** The amplification coefficient times 100: `A_precise()`. */
  amplification: bigint;
  /** Of a trade's proceeds while the pool is balanced, scale 1e10. */
  fee: bigint;
  /** How often the fee is taken far from balance, scale 1e10; at most one turns the dynamic fee off. */
  offpegFeeMultiplier: bigint;
  /** Curve's part of the fee, scale 1e10: one half. */
  adminFee: bigint;
  oracle: NgOracle;
};

export const FEE_DENOMINATOR = 10_000_000_000n;

export const otherCoin = (coin: Coin): Coin => (coin === 0 ? 1 : 0);

export const pairOf = (make: (coin: Coin) => bigint): Pair => [make(0), make(1)];

/** A pair with one coin's amount replaced. */
export const withCoin = (pair: Pair, coin: Coin, amount: bigint): Pair =>
  coin === 0 ? [amount, pair[1]] : [pair[0], amount];

/** `balances(i)`: the providers' tokens. */
export const balancesOf = (pool: NgPool): Pair =>
  pairOf((coin) => pool.held[coin] - pool.adminBalances[coin]);

/**
 * A coin's rate, floored: `stored_rates`. `multiplier` brings its decimals to 18, 10^(36 − decimals); `worth` is what
 * its rate oracle answers, 18 decimals.
 */
export const storedRate = (multiplier: bigint, worth: Wad = WAD): bigint => (multiplier * worth) / WAD;

/** Tokens at their rates, 18 decimals, floored: what the curve sees. */
export const atRates = (tokens: Pair, rates: Pair): Pair =>
  pairOf((coin) => (rates[coin] * tokens[coin]) / WAD);
