// The fee on a deposit or withdrawal out of the pool's proportion: half the trading fee on each coin's
// distance from the proportional amount.
// Ports the fee loop of add_liquidity and remove_liquidity_imbalance of Curve's StableSwapSTETH (Vyper
// 0.2.8).

import { ProtocolRevert } from "../revert.ts";
import { FEE_DENOMINATOR } from "./steth-pool.ts";

/** `fee · N / (4 · (N - 1))` for two coins, floored; scale 1e10. */
export const imbalanceFeeRate = (fee: bigint): bigint => (fee * 2n) / 4n;

/**
 * Fee in wei of one coin whose balance goes from `oldBalance` to `newBalance` while the invariant goes from `d0`
 * to `d1`; floored. Reverts where the pool would not hold that much.
 */
export const imbalanceFee = (
  rate: bigint,
  oldBalance: bigint,
  newBalance: bigint,
  d0: bigint,
  d1: bigint,
): bigint => {
  const ideal = (d1 * oldBalance) / d0;
  const distance = ideal > newBalance ? ideal - newBalance : newBalance - ideal;
  const fee = (rate * distance) / FEE_DENOMINATOR;
  if (fee > newBalance) throw new ProtocolRevert("the fee exceeds the balance");
  return fee;
};
