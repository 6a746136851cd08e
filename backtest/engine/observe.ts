/** What a step leaves to be read: the position before the keeper's block, and everything after it. */
import { SATURATED } from "../../strategies/decision.ts";
import { debtBalance } from "../../strategies/kernels/aave/v3.0/reserve.ts";
import { stethPrice } from "../../strategies/kernels/curve/trade-to-price.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { bands } from "../../strategies/leveraged-loop/policy.ts";
import { ratio, risk } from "../../strategies/leveraged-loop/risk.ts";
import { accountDataOf, collateralOf } from "../../strategies/market/lender-account.ts";
import { redemptionRate } from "../../strategies/prices/steth-prices.ts";
import { atExit, standing, unitsFor } from "../../strategies/vault/vault.ts";
import type { StepRecord } from "../result.ts";
import type { System } from "./system.ts";

/** How near to liquidation the position was in the world's block. */
export interface Exposure {
  /** Debt / collateral, scaled 1e9. */
  readonly ltv: number;
  /** Scaled 1e9, saturated at 1e12. */
  readonly healthFactor: number;
  /** The lender lets anyone liquidate. */
  readonly liquidatable: boolean;
}

export function exposure({ market, loop }: System): Exposure {
  const data = accountDataOf(market, loop.position);
  // Debt that liquidators left without collateral is the lender's loss, no longer the position's.
  if (data.totalCollateralBase === 0n) return { ltv: 0, healthFactor: SATURATED, liquidatable: false };
  return {
    ltv: ratio(data.totalDebtBase, data.totalCollateralBase),
    healthFactor: ratio(data.healthFactor, WAD),
    liquidatable: data.healthFactor < WAD,
  };
}

export function stepRecord(system: System, before: Exposure): StepRecord {
  const { market, loop, vault } = system;
  const { lido, pool, lender, time } = market;
  const state = risk(loop);
  const now = standing(vault);
  return {
    time,
    collateral: collateralOf(market, loop.position),
    debt: debtBalance(lender.weth, loop.position.weth, time),
    entryPerShare: unitsFor(now, WAD),
    exitPerShare: unitsFor(atExit(vault, now), WAD),
    redemptionRate: redemptionRate(market),
    poolPrice: stethPrice(pool, lido),
    peg: state.peg,
    ltv: state.open === 0 ? 0 : state.ltv,
    worstLtv: before.ltv,
    healthFactor: before.healthFactor,
    bands: bands(state, state.level, loop.settings.params),
    liquidationLtv: state.liquidationLtv,
    level: state.level,
    carry: state.carry,
  };
}
