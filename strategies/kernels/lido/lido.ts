// Lido's pool of staked ether: stETH balances are shares of it, so a reward reaches every holder without a
// transfer.
// Ports StETH and Lido (lido-dao v1, in force in 2022). Every conversion rounds down; amounts are wei, shares
// have 18 decimals.

import { ProtocolRevert } from "../revert.ts";

/** The two totals that fix what a share is worth. Transitions change it in place. */
export type Lido = {
  totalShares: bigint;
  /** Wei. */
  totalPooledEther: bigint;
};

/** stETH that these shares are worth, floored; zero while no share exists. `getPooledEthByShares`. */
export const etherByShares = (lido: Lido, shares: bigint): bigint =>
  lido.totalShares === 0n ? 0n : (shares * lido.totalPooledEther) / lido.totalShares;

/**
 * Shares worth this much stETH, floored; zero while the pool is empty. `getSharesByPooledEth`. It is also
 * what a stETH `transfer` of that amount moves: up to a share's worth, 1–2 wei, less arrives than was named.
 */
export const sharesByEther = (lido: Lido, ether: bigint): bigint =>
  lido.totalPooledEther === 0n ? 0n : (ether * lido.totalShares) / lido.totalPooledEther;

/**
 * Stakes `ether` wei and returns the shares minted.
 * Quirk: a deposit too small to buy a share is given shares one to one, as if the pool were empty.
 */
export const submit = (lido: Lido, ether: bigint): bigint => {
  if (ether === 0n) throw new ProtocolRevert("ZERO_DEPOSIT");
  const bought = sharesByEther(lido, ether);
  const shares = bought === 0n ? ether : bought;
  lido.totalPooledEther += ether;
  lido.totalShares += shares;
  return shares;
};
