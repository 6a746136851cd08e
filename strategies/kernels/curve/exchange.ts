// A trade in the pool.
// Ports exchange of Curve's StableSwapSTETH (Vyper 0.2.8).

import { type Lido, sharesByEther } from "../lido/lido.ts";
import { ProtocolRevert } from "../revert.ts";
import { proceedsBeforeFee } from "./get-dy.ts";
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
 * Sells `dx` wei of `coin` and returns the wei of the other coin that the pool pays. stETH moves by
 * `sharesByEther(lido, amount)` shares on either side of the trade. `d` is the pool's invariant, where the
 * caller has it.
 */
export const exchange = (
  pool: StethPool,
  lido: Lido,
  coin: Coin,
  dx: bigint,
  d = poolInvariant(pool, lido),
): bigint => {
  const ether = etherBalance(pool);
  const steth = stethBalance(pool, lido);
  if (coin === ETH) {
    const gross = proceedsBeforeFee(ether, steth, dx, d, pool.amplification);
    const fee = (gross * pool.fee) / FEE_DENOMINATOR;
    const dy = gross - fee;
    const sharesOut = sharesByEther(lido, dy);
    if (sharesOut > pool.stethShares) throw new ProtocolRevert("the pool holds too little stETH");
    pool.adminSteth += (fee * pool.adminFee) / FEE_DENOMINATOR;
    pool.ether += dx;
    pool.stethShares -= sharesOut;
    return dy;
  }
  const gross = proceedsBeforeFee(steth, ether, dx, d, pool.amplification);
  const fee = (gross * pool.fee) / FEE_DENOMINATOR;
  const dy = gross - fee;
  pool.adminEther += (fee * pool.adminFee) / FEE_DENOMINATOR;
  pool.stethShares += sharesByEther(lido, dx);
  pool.ether -= dy;
  return dy;
};
