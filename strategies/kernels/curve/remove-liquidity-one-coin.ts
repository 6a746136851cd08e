// A withdrawal of everything in one coin.
// Ports calc_withdraw_one_coin and remove_liquidity_one_coin of Curve's StableSwapSTETH as deployed (Vyper
// 0.2.8).
// Quirk: what Curve takes a part of is the whole distance from a withdrawal at the invariant, the rounding
// wei included. The source in Curve's repository takes no part at all here; the deployed pool does.

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

/** Wei of `coin` that `lpAmount` tokens fetch, and what that is less than without fees; both floored. */
const quote = (
  pool: StethPool,
  lido: Lido,
  lpAmount: bigint,
  coin: Coin,
  d: bigint,
): { paid: bigint; fee: bigint } => {
  const ether = etherBalance(pool);
  const steth = stethBalance(pool, lido);
  const held = coin === ETH ? ether : steth;
  const other = coin === ETH ? steth : ether;
  const d1 = d - (lpAmount * d) / pool.lpSupply;
  if (d1 < 0n) throw new ProtocolRevert("more LP tokens than the pool is worth");
  const heldAfter = balanceAtInvariant(other, d1, pool.amplification);
  const rate = imbalanceFeeRate(pool.fee);
  const heldSurplus = (held * d1) / d - heldAfter;
  if (heldSurplus < 0n) throw new ProtocolRevert("the withdrawal is too small");
  const heldLessFee = held - (rate * heldSurplus) / FEE_DENOMINATOR;
  const otherLessFee = other - (rate * (other - (other * d1) / d)) / FEE_DENOMINATOR;
  const paid = heldLessFee - balanceAtInvariant(otherLessFee, d1, pool.amplification) - 1n;
  if (paid < 0n) throw new ProtocolRevert("the withdrawal is too small to pay a wei");
  return { paid, fee: held - heldAfter - paid };
};

/** Wei of `coin` that `lpAmount` tokens fetch. `d` is the pool's invariant, where the caller has it. */
export const calcWithdrawOneCoin = (
  pool: StethPool,
  lido: Lido,
  lpAmount: bigint,
  coin: Coin,
  d = poolInvariant(pool, lido),
): bigint => quote(pool, lido, lpAmount, coin, d).paid;

/** Burns `lpAmount` tokens and returns the wei of `coin` paid. */
export const removeLiquidityOneCoin = (pool: StethPool, lido: Lido, lpAmount: bigint, coin: Coin): bigint => {
  if (lpAmount > pool.lpSupply) throw new ProtocolRevert("more LP tokens than there are");
  const { paid, fee } = quote(pool, lido, lpAmount, coin, poolInvariant(pool, lido));
  const adminPart = (fee * pool.adminFee) / FEE_DENOMINATOR;
  if (coin === ETH) {
    pool.adminEther += adminPart;
    pool.ether -= paid;
  } else {
    pool.adminSteth += adminPart;
    pool.stethShares -= sharesByEther(lido, paid);
  }
  pool.lpSupply -= lpAmount;
  return paid;
};
