/**
 * The stETH/ETH feed of the offline mainnet, and the wstETH price that the lender makes of it.
 * The twins of `StethEthFeed.sol` and `WstethEthSource.sol` in `contracts/devnet`.
 */
import { stethPrice } from "../kernels/curve/trade-to-price.ts";
import { stethPerToken } from "../kernels/lido/wsteth.ts";
import { WAD, type Wad } from "../kernels/math/units.ts";
import type { Market } from "./market.ts";

/** Publishes the pool's price as a new round. */
export function transmit(market: Market): void {
  market.feed.answer = stethPrice(market.pool, market.lido);
  market.feed.updatedAt = market.time;
}

/** ETH per wstETH as the lender's oracle sees it, floored: by the feed, or by the exchange rate as its own oracle has it. */
export const lenderRate = ({ feed, lido, lender: { collateral, ratePeg = WAD } }: Market): Wad =>
  ((collateral.atMarket ? feed.answer : ratePeg) * stethPerToken(lido)) / WAD;
