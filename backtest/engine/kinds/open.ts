/** The kinds of strategy that a run can play, each as it is deployed. */
import type { CurveLpParams } from "../../../strategies/curve-lp/policy.ts";
import type { Wad } from "../../../strategies/kernels/math/units.ts";
import type { LendingSettings } from "../../../strategies/lending/params.ts";
import type { LoopSettings } from "../../../strategies/leveraged-loop/position.ts";
import type { Market } from "../../../strategies/market/market.ts";
import type { Prices } from "../../../strategies/prices/steth-prices.ts";
import type { RestakingSettings } from "../../../strategies/restaking/params.ts";
import type { StableOpening } from "../../worlds/stable-market.ts";
import type { Played } from "../played.ts";
import { PlayedCurveLp } from "./curve-lp.ts";
import type { Kind } from "./kinds.ts";
import { PlayedLending } from "./lending.ts";
import { PlayedLoop } from "./loop.ts";
import { PlayedRestaking, type VenueEpochs } from "./restaking.ts";

/** A kind with its settings. */
export type StrategyChoice =
  | { readonly kind: "leveraged-loop"; readonly settings: LoopSettings }
  /** `ethUsd` is what an ETH is worth in dollars (WAD) before the tape's first step, `stable` what stands around the loan then, if it is known. */
  | {
      readonly kind: "lending";
      readonly settings: LendingSettings;
      readonly ethUsd: Wad;
      readonly stable?: StableOpening;
    }
  | { readonly kind: "curve-lp"; readonly params: CurveLpParams }
  | ({ readonly kind: "restaking"; readonly settings: RestakingSettings } & VenueEpochs);

/** The market as the lender treats that kind's loan: only one of ETH is in e-mode. A market of its own where that makes a difference. */
export function marketFor(kind: Kind, market: Market): Market {
  const { withoutEMode } = market.lender;
  if (kind !== "lending" || withoutEMode === undefined) return market;
  return { ...market, lender: { ...market.lender, collateral: withoutEMode } };
}

/** An empty position in `market`, as of its time. */
export function openKind(choice: StrategyChoice, market: Market, prices: Prices): Played {
  switch (choice.kind) {
    case "leveraged-loop":
      return new PlayedLoop(market, prices, choice.settings);
    case "lending":
      return PlayedLending.open(market, prices, choice.settings, choice.ethUsd, choice.stable);
    case "curve-lp":
      return new PlayedCurveLp(market, prices, choice.params);
    case "restaking":
      return PlayedRestaking.open(market, prices, choice.settings, choice);
  }
}
