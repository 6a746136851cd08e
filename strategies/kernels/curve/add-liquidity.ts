// A deposit of one or both coins for LP tokens.
// Ports add_liquidity of Curve's StableSwapSTETH (Vyper 0.2.8). What is out of proportion to the pool pays
// half the trading fee.

import { type Lido, sharesByEther } from "../lido/lido.ts";
import { ProtocolRevert } from "../revert.ts";
import { imbalanceFee, imbalanceFeeRate } from "./imbalance-fee.ts";
import { invariant } from "./invariant.ts";
import { etherBalance, FEE_DENOMINATOR, type StethPool, stethBalance } from "./steth-pool.ts";

/**
 * Deposits `ether` and `steth` wei and returns the LP tokens minted, floored.
 * Quirk: tokens are minted for the stETH named, though its transfer may bring 1–2 wei less.
 */
export const addLiquidity = (pool: StethPool, lido: Lido, ether: bigint, steth: bigint): bigint => {
  const oldEther = etherBalance(pool);
  const oldSteth = stethBalance(pool, lido);
  const d0 = invariant(oldEther, oldSteth, pool.amplification);
  if (pool.lpSupply === 0n && (ether === 0n || steth === 0n)) {
    throw new ProtocolRevert("the first deposit requires all coins");
  }
  const newEther = oldEther + ether;
  const newSteth = oldSteth + steth;
  const d1 = invariant(newEther, newSteth, pool.amplification);
  if (d1 <= d0) throw new ProtocolRevert("the deposit does not raise the invariant");

  let minted = d1;
  if (pool.lpSupply > 0n) {
    const rate = imbalanceFeeRate(pool.fee);
    const etherFee = imbalanceFee(rate, oldEther, newEther, d0, d1);
    const stethFee = imbalanceFee(rate, oldSteth, newSteth, d0, d1);
    const d2 = invariant(newEther - etherFee, newSteth - stethFee, pool.amplification);
    if (d2 < d0) throw new ProtocolRevert("the fees exceed the deposit");
    minted = (pool.lpSupply * (d2 - d0)) / d0;
    pool.adminEther += (etherFee * pool.adminFee) / FEE_DENOMINATOR;
    pool.adminSteth += (stethFee * pool.adminFee) / FEE_DENOMINATOR;
  }
  pool.ether += ether;
  pool.stethShares += sharesByEther(lido, steth);
  pool.lpSupply += minted;
  return minted;
};
