// A trade in the pool.
// Ports exchange of Curve's StableSwapSTETH (Vyper 0.2.8).

import { type Lido, sharesByEther } from "../lido/lido.ts";
import { ProtocolRevert } from "../revert.ts";
import { proceedsBeforeFee, tradingFee } from "./get-dy.ts";
import { type Coin, ETH, FEE_DENOMINATOR, type StethPool } from "./steth-pool.ts";

/**
 * Sells `dx` wei of `coin` and returns the wei of the other coin that the pool pays. stETH moves by
 * `sharesByEther(lido, amount)` shares on either side of the trade. `d` is the pool's invariant, where the
 * caller has it.
 */
export const exchange = (pool: StethPool, lido: Lido, coin: Coin, dx: bigint, d?: bigint): bigint => {
  const proceeds = proceedsBeforeFee(pool, lido, coin, dx, d);
  const fee = tradingFee(pool, proceeds);
  const adminPart = (fee * pool.adminFee) / FEE_DENOMINATOR;
  const dy = proceeds - fee;
  if (coin === ETH) {
    const sharesOut = sharesByEther(lido, dy);
    if (sharesOut > pool.stethShares) throw new ProtocolRevert("the pool holds too little stETH");
    pool.adminSteth += adminPart;
    pool.ether += dx;
    pool.stethShares -= sharesOut;
  } else {
    pool.adminEther += adminPart;
    pool.stethShares += sharesByEther(lido, dx);
    pool.ether -= dy;
  }
  return dy;
};
