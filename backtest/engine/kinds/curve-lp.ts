/** Liquidity in Curve's classic ETH/stETH pool as a run plays it: the pool that the tape moves, without its gauge's rewards. */

import { execute, observe } from "../../../strategies/curve-lp/execute.ts";
import { coinsOf } from "../../../strategies/curve-lp/impermanent-loss.ts";
import { curveLpStrategy } from "../../../strategies/curve-lp/model.ts";
import { type CurveLpParams, decide } from "../../../strategies/curve-lp/policy.ts";
import { type CurveLp, type CurveLpPosition, openPosition } from "../../../strategies/curve-lp/position.ts";
import { risk } from "../../../strategies/curve-lp/risk.ts";
import { stethVenue } from "../../../strategies/curve-lp/steth-venue.ts";
import { Action } from "../../../strategies/decision.ts";
import type { Market } from "../../../strategies/market/market.ts";
import { type Prices, redemptionRate } from "../../../strategies/prices/steth-prices.ts";
import { unitsHeld, type Wealth } from "../../attribution/wealth.ts";
import type { ActionRecord } from "../../result.ts";
import {
  type Asked,
  type Exposure,
  type Moved,
  NO_BANDS,
  NOTHING_OWED,
  type Observed,
  type Played,
} from "../played.ts";

export class PlayedCurveLp implements Played {
  readonly prices: Prices;
  readonly strategy;
  readonly lp: CurveLp;

  constructor(market: Market, prices: Prices, params: CurveLpParams, position?: CurveLpPosition) {
    const venue = stethVenue(market);
    this.prices = prices;
    this.lp = { params, market, prices, venue, position: position ?? openPosition(market, venue) };
    this.strategy = curveLpStrategy(this.lp);
  }

  copyInto(market: Market): PlayedCurveLp {
    const { prices, params, position } = this.lp;
    return new PlayedCurveLp(market, { ...prices }, params, { ...position });
  }

  /** The pool is the market's. */
  follow(): void {}

  /** At the virtual price, which bounds what comes out. */
  look(): void {
    observe(this.lp);
  }

  ask(): Asked {
    const decision = decide(risk(this.lp), this.lp.params);
    return { own: decision, decision, inForce: [], ltv: 0, floor: 0n };
  }

  act({ decision: { action, target } }: Asked): Moved {
    const { position } = this.lp;
    const before = position.looseShares;
    execute(this.lp, { action, target, floor: 0n });
    return { units: before - position.looseShares };
  }

  ltv(): number {
    return 0;
  }

  opens({ kind, decision }: ActionRecord): boolean {
    return kind === "execute" && decision.action === Action.enter;
  }

  /** Entry value has LP tokens at the virtual price, which trades raise by their fees. */
  wealth(idle: bigint): Wealth {
    const { market, position, venue } = this.lp;
    return [
      unitsHeld(idle + position.looseShares, redemptionRate(market)),
      { amount: position.lp, price: venue.virtualPrice(), grows: "rewards", reprices: "fees" },
    ];
  }

  /** What moving liquidity cost is told as slippage, the pool's fees in it. */
  poolFee(): bigint {
    return 0n;
  }

  exposure(): Exposure {
    return NOTHING_OWED;
  }

  liquidate(): void {}

  observe(): Observed {
    const { position } = this.lp;
    const { peg, level } = risk(this.lp);
    return {
      collateral: 0n,
      debt: 0n,
      peg,
      ltv: 0,
      bands: NO_BANDS,
      liquidationLtv: 0,
      level,
      carry: 0,
      pooled: { lp: position.lp, ...coinsOf(this.lp) },
    };
  }
}
