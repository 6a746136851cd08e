/** A lending position as a run plays it: wstETH at the market's lender, and a stable asset that is assumed around it. */
import { Action } from "../../../strategies/decision.ts";
import { WAD, type Wad } from "../../../strategies/kernels/math/units.ts";
import {
  collateralOf,
  debtOf,
  type Lending,
  type LendingPosition,
} from "../../../strategies/lending/books.ts";
import { execute, saleFloor } from "../../../strategies/lending/execute.ts";
import { lendingStrategy } from "../../../strategies/lending/model.ts";
import type { LendingSettings } from "../../../strategies/lending/params.ts";
import { bands, decide } from "../../../strategies/lending/policy.ts";
import { account, risk } from "../../../strategies/lending/risk.ts";
import { placed } from "../../../strategies/lending/venue.ts";
import { observe } from "../../../strategies/lending/venue-yield.ts";
import { lenderRate } from "../../../strategies/market/feed.ts";
import type { Market } from "../../../strategies/market/market.ts";
import { type Prices, readPrices, redemptionRate } from "../../../strategies/prices/steth-prices.ts";
import { type Claim, unitsHeld, type Wealth } from "../../attribution/wealth.ts";
import type { ActionRecord } from "../../result.ts";
import type { TapeRow } from "../../tape/tape.ts";
import {
  copyStableMarket,
  follow,
  openStableMarket,
  STABLE_UNIT,
  type StableMarket,
  type StableOpening,
} from "../../worlds/stable-market.ts";
import { exposureOf } from "../exposure.ts";
import { liquidateUnsafe } from "../liquidators.ts";
import type { Asked, Exposure, Moved, Observed, Played } from "../played.ts";

const SELLS: ReadonlySet<Action> = new Set([Action.repay, Action.unwind]);

export class PlayedLending implements Played {
  readonly prices: Prices;
  readonly strategy;
  readonly #stable: StableMarket;
  readonly lending: Lending;

  constructor(
    market: Market,
    prices: Prices,
    settings: LendingSettings,
    stable: StableMarket,
    position: LendingPosition,
  ) {
    this.prices = prices;
    this.#stable = stable;
    const { reserve, ...around } = stable;
    this.lending = {
      settings,
      position,
      around: {
        ...around,
        market,
        stable: reserve,
        stableUnit: STABLE_UNIT,
        get stableRate() {
          return stable.rate;
        },
        get stableUpdatedAt() {
          return stable.updatedAt;
        },
        get lenderRate() {
          return lenderRate(market);
        },
        get prices() {
          return readPrices(prices, market);
        },
      },
    };
    this.strategy = lendingStrategy(this.lending);
  }

  /** @param around as it stands now; as it is assumed to be, without it */
  static open(
    market: Market,
    prices: Prices,
    settings: LendingSettings,
    ethUsd: Wad,
    around?: StableOpening,
  ): PlayedLending {
    return new PlayedLending(market, prices, settings, openStableMarket(market, ethUsd, around), {
      wsteth: { scaledSupply: 0n, scaledDebt: 0n },
      stable: { scaledSupply: 0n, scaledDebt: 0n },
      looseShares: 0n,
      looseWsteth: 0n,
      looseWeth: 0n,
      looseStable: 0n,
      level: 0,
      lastAction: 0,
      lastSale: 0,
    });
  }

  copyInto(market: Market): PlayedLending {
    const { settings, position } = this.lending;
    return new PlayedLending(market, { ...this.prices }, settings, copyStableMarket(this.#stable, market), {
      ...position,
      wsteth: { ...position.wsteth },
      stable: { ...position.stable },
    });
  }

  follow({ time, ethUsd }: TapeRow): void {
    follow(this.#stable, time, ethUsd?.value ?? (WAD * WAD) / this.#stable.rate);
  }

  /** At what the venue's shares are worth, by which its yield is known. */
  look(): void {
    const { venueYield, venue, market } = this.lending.around;
    observe(venueYield, venue, market.time);
  }

  ask(): Asked {
    const state = risk(this.lending);
    const decision = decide(state, this.lending.settings.params);
    const floor = SELLS.has(decision.action) ? saleFloor(this.lending, state, decision.urgency) : 0n;
    return { own: decision, decision, inForce: [], ltv: state.ltv, floor };
  }

  act({ decision: { action, target }, floor }: Asked): Moved {
    execute(this.lending, { action, target, floor });
    return {};
  }

  ltv(): number {
    return risk(this.lending).ltv;
  }

  opens({ kind, decision }: ActionRecord): boolean {
    return kind === "execute" && decision.action === Action.borrow;
  }

  wealth(idle: bigint): Wealth {
    const { around, position } = this.lending;
    const supplied = collateralOf(this.lending) + position.looseWsteth + position.looseShares;
    const price = around.stableRate * (WAD / STABLE_UNIT);
    const inStable = (amount: bigint, grows: Claim["grows"]): Claim => ({
      amount,
      price,
      grows,
      reprices: "currency",
    });
    return [
      unitsHeld(idle + supplied, redemptionRate(around.market)),
      inStable(-debtOf(this.lending), "borrow"),
      inStable(placed(around.venue) + position.looseStable, "supply"),
      { amount: position.looseWeth, price: WAD, grows: "supply", reprices: "currency" },
    ];
  }

  /** What sales cost is told as slippage, both pools' fees in it. */
  poolFee(): bigint {
    return 0n;
  }

  exposure(): Exposure {
    return exposureOf(account(this.lending));
  }

  liquidate(): void {
    const { around, position } = this.lending;
    const loan = {
      reserve: around.stable,
      borrower: position.stable,
      price: around.stableRate,
      unit: STABLE_UNIT,
    };
    liquidateUnsafe(around.market, position.wsteth, loan, () => account(this.lending));
  }

  observe(): Observed {
    const { around, settings } = this.lending;
    const state = risk(this.lending);
    return {
      collateral: collateralOf(this.lending),
      debt: (debtOf(this.lending) * around.stableRate) / STABLE_UNIT,
      peg: state.peg,
      ltv: state.open === 0 ? 0 : state.ltv,
      bands: bands(state.liquidationLtv, state.level, settings.params),
      liquidationLtv: state.liquidationLtv,
      level: state.level,
      carry: state.carry,
    };
  }
}
