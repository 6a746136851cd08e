/** What a step leaves to be read: the position before the keeper's block, and everything after it. */
import { WAD } from "../../strategies/kernels/math/units.ts";
import { quoteSell } from "../../strategies/market/steth-route.ts";
import { redemptionRate } from "../../strategies/prices/steth-prices.ts";
import { atExit, standing, unitsFor } from "../../strategies/vault/vault.ts";
import type { StepRecord } from "../result.ts";
import type { Exposure } from "./played.ts";
import type { System } from "./system.ts";

export function stepRecord({ market, played, vault }: System, before: Exposure): StepRecord {
  const now = standing(vault);
  return {
    time: market.time,
    ...played.observe(),
    entryPerShare: unitsFor(now, WAD),
    exitPerShare: unitsFor(atExit(vault, now), WAD),
    redemptionRate: redemptionRate(market),
    poolPrice: quoteSell(market, WAD),
    worstLtv: before.ltv,
    healthFactor: before.healthFactor,
  };
}
