/** The kinds of strategy that a run can play, each as it is deployed. */
import type { LoopSettings } from "../../../strategies/leveraged-loop/position.ts";
import type { Market } from "../../../strategies/market/market.ts";
import type { Prices } from "../../../strategies/prices/steth-prices.ts";
import type { Played } from "../played.ts";
import { PlayedLoop } from "./loop.ts";

/** A kind with its settings. */
export type StrategyChoice = { readonly kind: "leveraged-loop"; readonly settings: LoopSettings };

/** An empty position in `market`, as of its time. */
export function openKind(choice: StrategyChoice, market: Market, prices: Prices): Played {
  return new PlayedLoop(market, prices, choice.settings);
}
