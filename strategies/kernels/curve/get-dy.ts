// What a trade fetches.
// Ports get_dy of Curve's StableSwapSTETH (Vyper 0.2.8). The last wei of the trade is kept by the pool, so
// that rounding favours it.

import type { Lido } from "../lido/lido.ts";
import { ProtocolRevert } from "../revert.ts";
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

/**
 * Proceeds before the fee of adding `dx` to the coin of which the pool holds `xi`, paid in the coin of which
 * it holds `xj`.
 */
export const proceedsBeforeFee = (
  xi: bigint,
  xj: bigint,
  dx: bigint,
  d: bigint,
  amplification: bigint,
): bigint => {
  const proceeds = xj - balanceAtInvariant(xi + dx, d, amplification) - 1n;
  if (proceeds < 0n) throw new ProtocolRevert("the trade is too small to pay a wei");
  return proceeds;
};

/**
 * Wei of the other coin for `dx` wei of `coin`, after the fee, floored. `d` is the pool's invariant, where
 * the caller has it.
 */
export const getDy = (
  pool: StethPool,
  lido: Lido,
  coin: Coin,
  dx: bigint,
  d = poolInvariant(pool, lido),
): bigint => {
  const ether = etherBalance(pool);
  const steth = stethBalance(pool, lido);
  const dy =
    coin === ETH
      ? proceedsBeforeFee(ether, steth, dx, d, pool.amplification)
      : proceedsBeforeFee(steth, ether, dx, d, pool.amplification);
  return dy - (pool.fee * dy) / FEE_DENOMINATOR;
};
