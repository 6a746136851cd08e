// A withdrawal of everything in one coin.
// Ports calc_withdraw_one_coin and remove_liquidity_one_coin of Curve's StableSwapSTETH (Vyper 0.2.8).
// Quirk: the fee stays with the pool in full; unlike the other operations it sets nothing aside for Curve.

import { type Lido, sharesByEther } from "../lido/lido.ts";
import { ProtocolRevert } from "../revert.ts";
import { imbalanceFeeRate } from "./imbalance-fee.ts";
import { balanceAtInvariant } from "./invariant.ts";
import {
  type Coin,
  ETH,
  etherBalance,
  FEE_DENOMINATOR,
  poolInvariant,
  type StethPool,
  stethBalance,
} from "./steth-pool.ts";

/** Wei of `coin` that `lpAmount` tokens fetch, floored. `d` is the pool's invariant, where the caller has it. */
export const calcWithdrawOneCoin = (
  pool: StethPool,
  lido: Lido,
  lpAmount: bigint,
  coin: Coin,
  d = poolInvariant(pool, lido),
): bigint => {
  const ether = etherBalance(pool);
  const steth = stethBalance(pool, lido);
  const held = coin === ETH ? ether : steth;
  const other = coin === ETH ? steth : ether;
  const d1 = d - (lpAmount * d) / pool.lpSupply;
  const heldAfter = balanceAtInvariant(other, d1, pool.amplification);
  const fee = imbalanceFeeRate(pool.fee);
  const heldSurplus = (held * d1) / d - heldAfter;
  if (heldSurplus < 0n) throw new ProtocolRevert("the withdrawal is too small");
  const heldLessFee = held - (fee * heldSurplus) / FEE_DENOMINATOR;
  const otherLessFee = other - (fee * (other - (other * d1) / d)) / FEE_DENOMINATOR;
  const paid = heldLessFee - balanceAtInvariant(otherLessFee, d1, pool.amplification) - 1n;
  if (paid < 0n) throw new ProtocolRevert("the withdrawal is too small to pay a wei");
  return paid;
};

/** Burns `lpAmount` tokens and returns the wei of `coin` paid. */
export const removeLiquidityOneCoin = (pool: StethPool, lido: Lido, lpAmount: bigint, coin: Coin): bigint => {
  if (lpAmount > pool.lpSupply) throw new ProtocolRevert("more LP tokens than there are");
  const paid = calcWithdrawOneCoin(pool, lido, lpAmount, coin);
  if (coin === ETH) pool.ether -= paid;
  else pool.stethShares -= sharesByEther(lido, paid);
  pool.lpSupply -= lpAmount;
  return paid;
};
