// A withdrawal of named amounts of each coin.
// Ports remove_liquidity_imbalance of Curve's StableSwapSTETH (Vyper 0.2.8). What is out of proportion pays
// half the trading fee.
// Quirk: unlike newer pools it burns the floored amount of tokens, without the one more that would favour the
// pool.

import { type Lido, sharesByEther } from "../lido/lido.ts";
import { ProtocolRevert } from "../revert.ts";
import { imbalanceFee, imbalanceFeeRate } from "./imbalance-fee.ts";
import { invariant } from "./invariant.ts";
import { etherBalance, FEE_DENOMINATOR, type StethPool, stethBalance } from "./steth-pool.ts";

/** Pays out `ether` and `steth` wei and returns the LP tokens burned, floored. */
export const removeLiquidityImbalance = (
  pool: StethPool,
  lido: Lido,
  ether: bigint,
  steth: bigint,
): bigint => {
  const oldEther = etherBalance(pool);
  const oldSteth = stethBalance(pool, lido);
  const newEther = oldEther - ether;
  const newSteth = oldSteth - steth;
  if (newEther < 0n || newSteth < 0n) throw new ProtocolRevert("the pool holds too little of a coin");
  const d0 = invariant(oldEther, oldSteth, pool.amplification);
  const d1 = invariant(newEther, newSteth, pool.amplification);
  const rate = imbalanceFeeRate(pool.fee);
  const etherFee = imbalanceFee(rate, oldEther, newEther, d0, d1);
  const stethFee = imbalanceFee(rate, oldSteth, newSteth, d0, d1);
  const d2 = invariant(newEther - etherFee, newSteth - stethFee, pool.amplification);
  if (d2 > d0) throw new ProtocolRevert("the withdrawal does not lower the invariant");
  const burned = ((d0 - d2) * pool.lpSupply) / d0;
  if (burned === 0n) throw new ProtocolRevert("zero tokens burned");
  if (burned > pool.lpSupply) throw new ProtocolRevert("more LP tokens than there are");
  pool.adminEther += (etherFee * pool.adminFee) / FEE_DENOMINATOR;
  pool.adminSteth += (stethFee * pool.adminFee) / FEE_DENOMINATOR;
  pool.ether -= ether;
  pool.stethShares -= sharesByEther(lido, steth);
  pool.lpSupply -= burned;
  return burned;
};
