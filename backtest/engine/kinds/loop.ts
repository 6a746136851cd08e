/** A leveraged loop as a run plays it. */
import { Action } from "../../../strategies/decision.ts";
import { type Seconds, WAD } from "../../../strategies/kernels/math/units.ts";
import { execute, reduce, release } from "../../../strategies/leveraged-loop/execute.ts";
import { queuedEther } from "../../../strategies/leveraged-loop/exits.ts";
import { loopStrategy } from "../../../strategies/leveraged-loop/model.ts";
import { bands, decide } from "../../../strategies/leveraged-loop/policy.ts";
import {
  copyPosition,
  emptyPosition,
  type Loop,
  type LoopPosition,
  type LoopSettings,
} from "../../../strategies/leveraged-loop/position.ts";
import { risk, standingOf } from "../../../strategies/leveraged-loop/risk.ts";
import { readingOf, ruled } from "../../../strategies/leveraged-loop/rules.ts";
import { saleFloor } from "../../../strategies/leveraged-loop/sale-floor.ts";
import { accountDataOf, collateralOf, debtOf } from "../../../strategies/market/lender-account.ts";
import type { Market } from "../../../strategies/market/market.ts";
import { type Prices, redemptionRate } from "../../../strategies/prices/steth-prices.ts";
import type { History } from "../../../strategies/rules/history.ts";
import { type Rules, rulesInForce } from "../../../strategies/rules/rules.ts";
import { poolFee } from "../../attribution/pool-fee.ts";
import { etherOwed, unitsHeld, type Wealth } from "../../attribution/wealth.ts";
import type { ActionRecord } from "../../result.ts";
import { exposureOf } from "../exposure.ts";
import { liquidateUnsafe } from "../liquidators.ts";
import type { Asked, Exposure, Moved, Observed, Played } from "../played.ts";

export class PlayedLoop implements Played {
  readonly prices: Prices;
  readonly strategy;
  readonly loop: Loop;
  /** What the rules last saw, and when: it holds until time passes, as what is done is done to a copy. */
  #seen: { readonly time: Seconds; readonly state: ReturnType<typeof risk> } | undefined;

  constructor(
    market: Market,
    prices: Prices,
    settings: LoopSettings,
    position: LoopPosition = emptyPosition(),
  ) {
    this.prices = prices;
    this.loop = { settings, market, prices, position };
    this.strategy = loopStrategy(this.loop);
  }

  copyInto(market: Market): PlayedLoop {
    const { prices, settings, position } = this.loop;
    return new PlayedLoop(market, { ...prices }, settings, copyPosition(position));
  }

  /** Everything that a loop lives by is in the market. */
  follow(): void {}

  look(): void {}

  ask(rules: Rules, history: History): Asked {
    const { market, settings } = this.loop;
    const state = risk(this.loop);
    this.#seen = { time: market.time, state };
    const own = decide(state, settings.params);
    const reading = readingOf(state, own, settings.params);
    const holding = rulesInForce(rules, reading, history.look(market.time, reading));
    const decision = ruled(own, state, settings.params, holding);
    const sells = decision.action === Action.delever || decision.action === Action.reduce;
    return {
      own,
      decision,
      inForce: holding.map(({ name }) => name),
      ltv: state.ltv,
      floor: sells ? saleFloor(this.loop, state, decision.urgency) : 0n,
    };
  }

  act({ decision: { action, target }, floor }: Asked): Moved {
    if (action === Action.release) {
      release(this.loop);
      return {};
    }
    const done =
      action === Action.reduce
        ? reduce(this.loop, target, floor)
        : execute(this.loop, { action, target, floor });
    const { sold, repaid, borrowed, gained, ltvBefore } = done;
    return action === Action.mark ? {} : { sold, repaid, borrowed, gained, ltvBefore };
  }

  ltv(): number {
    return standingOf(this.loop).ltv;
  }

  opens({ kind, decision }: ActionRecord): boolean {
    return kind === "execute" && decision.action === Action.lever;
  }

  wealth(idle: bigint): Wealth {
    const { market, position } = this.loop;
    const placed = collateralOf(market, position) + position.looseWsteth + position.looseShares;
    return [
      unitsHeld(idle + placed, redemptionRate(market)),
      etherOwed(debtOf(market, position) - position.looseWeth - queuedEther(market, position.exits)),
    ];
  }

  poolFee(action: ActionRecord): bigint {
    return poolFee(action, this.loop.market);
  }

  exposure(): Exposure {
    const { market, position } = this.loop;
    return exposureOf(accountDataOf(market, position));
  }

  liquidate(): void {
    const { market, position } = this.loop;
    const { weth: reserve } = market.lender;
    liquidateUnsafe(
      market,
      position.wsteth,
      { reserve, borrower: position.weth, price: WAD, unit: WAD },
      () => accountDataOf(market, position),
    );
  }

  observe(): Observed {
    const { market, position, settings } = this.loop;
    const state = this.#seen?.time === market.time ? this.#seen.state : standingOf(this.loop);
    return {
      collateral: collateralOf(market, position),
      debt: debtOf(market, position),
      peg: state.peg,
      ltv: state.open === 0 ? 0 : state.ltv,
      bands: bands(state, state.level, settings.params),
      liquidationLtv: state.liquidationLtv,
      level: state.level,
      carry: state.carry,
    };
  }
}
