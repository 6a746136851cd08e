// A withdrawal of one coin alone.
// Ports remove_liquidity_one_coin and calc_withdraw_one_coin of CurveStableSwapNG v7.0.0.
// Quirk: the oracle books the price as if the coin had been taken without a fee. The last LP token cannot leave this
// way: a pool without one coin has no price.

import { uint256 } from "../math/uint256.ts";
import { type Seconds, WAD } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import { dynamicFee, imbalanceFeeRate } from "./dynamic-fee.ts";
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

type Quote = { paid: bigint; fee: bigint; xp: Pair; d: bigint };

const quote = (pool: NgPool, rates: Pair, lpAmount: bigint, coin: Coin): Quote => {
  const xp = atRates(balancesOf(pool), rates);
  const [held, other] = [xp[coin], xp[otherCoin(coin)]];
  const d0 = invariant(xp, pool.amplification);
  const d1 = uint256(d0 - (lpAmount * d0) / pool.lpSupply);
  const heldAfter = balanceAtInvariant(other, d1, pool.amplification);

  const base = imbalanceFeeRate(pool);
  const ys = (d0 + d1) / 4n;
  const heldSurplus = uint256((held * d1) / d0 - heldAfter);
  const otherSurplus = other - (other * d1) / d0;
  const heldRate = dynamicFee(pool, (held + heldAfter) / 2n, ys, base);
  const heldLessFee = held - (heldRate * heldSurplus) / FEE_DENOMINATOR;
  const otherLessFee = other - (dynamicFee(pool, other, ys, base) * otherSurplus) / FEE_DENOMINATOR;

  const net = uint256(heldLessFee - balanceAtInvariant(otherLessFee, d1, pool.amplification));
  const paid = (uint256(net - 1n) * WAD) / rates[coin];
  const fee = uint256((uint256(held - heldAfter) * WAD) / rates[coin] - paid);
  return { paid, fee, xp: withCoin(xp, coin, heldAfter), d: d1 };
};

/** Tokens of `coin` that `lpAmount` LP tokens fetch, floored. */
export const calcWithdrawOneCoin = (pool: NgPool, rates: Pair, lpAmount: bigint, coin: Coin): bigint =>
  quote(pool, rates, lpAmount, coin).paid;

/** Burns `lpAmount` LP tokens and returns the tokens of `coin` paid. */
export const removeLiquidityOneCoin = (
  pool: NgPool,
  rates: Pair,
  lpAmount: bigint,
  coin: Coin,
  now: Seconds,
): bigint => {
  if (lpAmount === 0n) throw new ProtocolRevert("a withdrawal of nothing");
  if (lpAmount > pool.lpSupply) throw new ProtocolRevert("more LP tokens than there are");
  const { paid, fee, xp, d } = quote(pool, rates, lpAmount, coin);
  pool.oracle = upkeep(pool, xp, d, now);
  const adminFee = (fee * pool.adminFee) / FEE_DENOMINATOR;
  pool.adminBalances = withCoin(pool.adminBalances, coin, pool.adminBalances[coin] + adminFee);
  pool.held = withCoin(pool.held, coin, pool.held[coin] - paid);
  pool.lpSupply -= lpAmount;
  return paid;
};
