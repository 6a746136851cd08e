/**
 * The stETH/ETH feed of the offline mainnet, and the wstETH price that the lender makes of it.
 * The twins of `StethEthFeed.sol` and `WstethEthSource.sol` in `contracts/devnet`.
 */
import { getDy } from "../kernels/curve/get-dy.ts";
import { STETH } from "../kernels/curve/steth-pool.ts";
import { stethPerToken } from "../kernels/lido/wsteth.ts";
import { WAD, type Wad } from "../kernels/math/units.ts";
import type { Market } from "./market.ts";

/** ETH that a sale of one stETH fetches in the pool now. */
export const poolPrice = (market: Market): Wad => getDy(market.pool, market.lido, STETH, WAD);

/** Publishes the pool's price as a new round. */
export function transmit(market: Market): void {
  market.feed.answer = poolPrice(market);
  market.feed.updatedAt = market.time;
}

/** ETH per wstETH as the lender's oracle sees it, floored. */
export const lenderRate = ({ feed, lido }: Market): Wad => (feed.answer * stethPerToken(lido)) / WAD;
