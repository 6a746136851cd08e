// What a trade fetches.
// Ports get_dy of Curve's StableSwapSTETH (Vyper 0.2.8). The last wei of the trade is kept by the pool, so
// that rounding favours it.

import type { Lido } from "../lido/lido.ts";
import { ProtocolRevert } from "../revert.ts";
import { balanceAtInvariant, invariant } from "./invariant.ts";
import { type Coin, ETH, etherBalance, FEE_DENOMINATOR, type StethPool, stethBalance } from "./steth-pool.ts";

/**
 * Wei of the other coin for `dx` wei of `coin`, before the fee; the pool keeps the last wei. `d` is the pool's
 * invariant, where the caller has it.
 */
export const proceedsBeforeFee = (
  pool: StethPool,
  lido: Lido,
  coin: Coin,
  dx: bigint,
  d?: bigint,
): bigint => {
  const { amplification } = pool;
  const ether = etherBalance(pool);
  const steth = stethBalance(pool, lido);
  const [sold, paid] = coin === ETH ? [ether, steth] : [steth, ether];
  const whole = d ?? invariant(ether, steth, amplification);
  const proceeds = paid - balanceAtInvariant(sold + dx, whole, amplification) - 1n;
  if (proceeds < 0n) throw new ProtocolRevert("the trade is too small to pay a wei");
  return proceeds;
};

/** What the pool takes of a trade's proceeds, floored; a part of it is Curve's. */
export const tradingFee = (pool: StethPool, proceeds: bigint): bigint =>
  (pool.fee * proceeds) / FEE_DENOMINATOR;

/**
 * Wei of the other coin for `dx` wei of `coin`, after the fee, floored. `d` is the pool's invariant, where
 * the caller has it.
 */
export const getDy = (pool: StethPool, lido: Lido, coin: Coin, dx: bigint, d?: bigint): bigint => {
  const proceeds = proceedsBeforeFee(pool, lido, coin, dx, d);
  return proceeds - tradingFee(pool, proceeds);
};
