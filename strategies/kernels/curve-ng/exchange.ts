// A trade, and what it would fetch.
// Ports exchange of CurveStableSwapNG v7.0.0 and get_dy of its views 1.2.0. The last unit of the trade, at 18 decimals,
// is kept by the pool, so that rounding favours it.
// Quirk: the oracle books the curve's price before the fee, not the price paid.

import { type Seconds, WAD } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import { dynamicFee } from "./dynamic-fee.ts";
import { balanceAtInvariant, invariant } from "./invariant.ts";
import { upkeep } from "./oracle.ts";
import {
  atRates,
  balancesOf,
  type Coin,
  FEE_DENOMINATOR,
  type NgPool,
  otherCoin,
  type Pair,
  withCoin,
} from "./pool.ts";

/** What a trade does at the rates, and what it pays in tokens. */
type Quote = { paid: bigint; adminFee: bigint; xp: Pair; d: bigint };

const quote = (pool: NgPool, rates: Pair, coin: Coin, dx: bigint): Quote => {
  const bought = otherCoin(coin);
  const before = atRates(balancesOf(pool), rates);
  const x = before[coin] + (dx * rates[coin]) / WAD;
  const d = invariant(before, pool.amplification);
  const y = balanceAtInvariant(x, d, pool.amplification);
  const gross = before[bought] - y - 1n;
  if (gross < 0n) throw new ProtocolRevert("the trade is too small to pay a unit");
  const rate = dynamicFee(pool, (before[coin] + x) / 2n, (before[bought] + y) / 2n, pool.fee);
  const fee = (gross * rate) / FEE_DENOMINATOR;
  return {
    paid: ((gross - fee) * WAD) / rates[bought],
    adminFee: (((fee * pool.adminFee) / FEE_DENOMINATOR) * WAD) / rates[bought],
    xp: withCoin(withCoin(before, coin, x), bought, y),
    d,
  };
};

/** Tokens of the other coin for `dx` tokens of `coin`, after the fee, floored. */
export const getDy = (pool: NgPool, rates: Pair, coin: Coin, dx: bigint): bigint =>
  quote(pool, rates, coin, dx).paid;

/** Sells `dx` tokens of `coin` and returns the tokens of the other coin that the pool pays. */
export const exchange = (pool: NgPool, rates: Pair, coin: Coin, dx: bigint, now: Seconds): bigint => {
  if (dx === 0n) throw new ProtocolRevert("a trade of nothing");
  const bought = otherCoin(coin);
  const { paid, adminFee, xp, d } = quote(pool, rates, coin, dx);
  pool.oracle = upkeep(pool, xp, d, now);
  pool.adminBalances = withCoin(pool.adminBalances, bought, pool.adminBalances[bought] + adminFee);
  const taken = withCoin(pool.held, coin, pool.held[coin] + dx);
  pool.held = withCoin(taken, bought, taken[bought] - paid);
  return paid;
};
