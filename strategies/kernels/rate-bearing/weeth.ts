// weETH: ether.fi's eETH wrapped, one token a share of its pool, as wstETH is one of Lido's.
// Ports LiquidityPool and WeETH (etherfi-protocol/smart-contracts, 0x308861A430be4cce5502d0A12724771Fc6DaF216 and
// 0xCd5fE23C85820F7B72D0926FC9b05b43E359b7ee).
// Quirk: the totals are booked by ether.fi's oracle, so a slash is known before the rate shows it. Conversions floor,
// except that a withdrawal burns shares rounded up; an empty pool answers zero.

import { ProtocolRevert } from "../revert.ts";
import type { RateBearing } from "./rate.ts";

/** Transitions change it in place. */
export type EtherfiPool = {
  totalShares: bigint;
  /** Ether in the pool that can be paid at once, wei. */
  inPool: bigint;
  /** Ether with validators, wei, as last reported. */
  outOfPool: bigint;
};

/** `getTotalPooledEther`. */
export const pooledEther = ({ inPool, outOfPool }: EtherfiPool): bigint => inPool + outOfPool;

/** eETH that `shares` are worth, floored. `amountForShare`; also what unwrapping names. */
export const eethOf = (pool: EtherfiPool, shares: bigint): bigint =>
  pool.totalShares === 0n ? 0n : (shares * pooledEther(pool)) / pool.totalShares;

/** Shares that `eeth` is worth, floored. `sharesForAmount`; also the weETH that wrapping mints. */
export const sharesOfEeth = (pool: EtherfiPool, eeth: bigint): bigint => {
  const pooled = pooledEther(pool);
  return pooled === 0n ? 0n : (eeth * pool.totalShares) / pooled;
};

/** Shares that a withdrawal of `ether` burns, rounded up. `sharesForWithdrawalAmount`. */
export const sharesForWithdrawal = (pool: EtherfiPool, ether: bigint): bigint => {
  const pooled = pooledEther(pool);
  return pooled === 0n ? 0n : (ether * pool.totalShares + pooled - 1n) / pooled;
};

/** Stakes `ether` and returns the shares minted, floored; one to one into an empty pool. */
export const depositToEtherfi = (pool: EtherfiPool, ether: bigint): bigint => {
  const minted = pooledEther(pool) === 0n ? ether : sharesOfEeth(pool, ether);
  if (minted === 0n) throw new ProtocolRevert("InvalidAmount");
  pool.inPool += ether;
  pool.totalShares += minted;
  return minted;
};

/** Pays `ether` of the pool's own and returns the shares burned. */
export const withdrawFromEtherfi = (pool: EtherfiPool, ether: bigint): bigint => {
  const burned = sharesForWithdrawal(pool, ether);
  if (ether > pool.inPool) throw new ProtocolRevert("InsufficientLiquidity");
  if (burned === 0n) throw new ProtocolRevert("InvalidAmount");
  if (burned > pool.totalShares) throw new ProtocolRevert("more shares than there are");
  pool.inPool -= ether;
  pool.totalShares -= burned;
  return burned;
};

/** Books `rewards` of the validators, negative after a slash. `rebase`. */
export const rebaseEtherfi = (pool: EtherfiPool, rewards: bigint): void => {
  const outOfPool = pool.outOfPool + rewards;
  if (outOfPool < 0n) throw new ProtocolRevert("more is lost than there was");
  pool.outOfPool = outOfPool;
};

/** weETH as the pool stands. */
export const weEth = (pool: EtherfiPool): RateBearing => ({
  assetsOf: (units) => eethOf(pool, units),
  unitsOf: (assets) => sharesOfEeth(pool, assets),
});
