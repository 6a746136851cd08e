/** A market moved to where a tape begins. */
import { etherByShares } from "../../strategies/kernels/lido/lido.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { Market } from "../../strategies/market/market.ts";
import type { TapeRow } from "../tape/tape.ts";

/** `market`, in place, at the time and share rate of `first`. Pool and utilisation go to the tape's with its first step. */
export function marketAt(first: TapeRow, market: Market): Market {
  const { lido, pool, lender } = market;
  market.time = first.time;
  market.feed.updatedAt = first.time;
  for (const reserve of [lender.weth, lender.wsteth]) reserve.lastUpdate = first.time;
  if (first.shareRate !== undefined) {
    const steth = etherByShares(lido, pool.stethShares);
    lido.totalPooledEther = (lido.totalShares * first.shareRate.value) / WAD;
    pool.stethShares = (steth * lido.totalShares) / lido.totalPooledEther;
  }
  return market;
}
