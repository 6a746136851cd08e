// A withdrawal of both coins in the pool's own proportion, without a fee.
// Ports remove_liquidity of Curve's StableSwapSTETH (Vyper 0.2.8).

import { type Lido, sharesByEther } from "../lido/lido.ts";
import { ProtocolRevert } from "../revert.ts";
import { etherBalance, type StethPool, stethBalance } from "./steth-pool.ts";

/** Burns `lpAmount` tokens and returns the ether and stETH paid, wei, floored. */
export const removeLiquidity = (
  pool: StethPool,
  lido: Lido,
  lpAmount: bigint,
): { ether: bigint; steth: bigint } => {
  if (lpAmount > pool.lpSupply) throw new ProtocolRevert("more LP tokens than there are");
  const ether = (etherBalance(pool) * lpAmount) / pool.lpSupply;
  const steth = (stethBalance(pool, lido) * lpAmount) / pool.lpSupply;
  pool.ether -= ether;
  pool.stethShares -= sharesByEther(lido, steth);
  pool.lpSupply -= lpAmount;
  return { ether, steth };
};
