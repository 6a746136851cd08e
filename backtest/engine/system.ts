/**
 * Everything that a run's transactions change, in one piece: the market, and Keel's contracts in it. A
 * transaction either leaves all of it changed or nothing, as on a chain.
 */

import { loopStrategy } from "../../strategies/leveraged-loop/model.ts";
import {
  copyPosition,
  emptyPosition,
  type Loop,
  type LoopPosition,
  type LoopSettings,
} from "../../strategies/leveraged-loop/position.ts";
import { copyMarket, type Market } from "../../strategies/market/market.ts";
import { openPrices, type Prices } from "../../strategies/prices/steth-prices.ts";
import { reasonOf } from "../../strategies/refusal.ts";
import {
  copyBooks,
  openBooks,
  type Vault,
  type VaultBooks,
  type VaultStrategy,
} from "../../strategies/vault/vault.ts";
import type { Deployment } from "./deployment.ts";

export class System {
  readonly market: Market;
  readonly loop: Loop;
  readonly vault: Vault;
  readonly strategy: VaultStrategy;

  private constructor(
    market: Market,
    prices: Prices,
    position: LoopPosition,
    settings: LoopSettings,
    books: VaultBooks,
  ) {
    this.market = market;
    this.loop = { settings, market, prices, position };
    this.strategy = loopStrategy(this.loop);
    this.vault = { books, market, strategies: [this.strategy] };
  }

  /** Keel as deployed into a copy of `world`. */
  static deploy(world: Market, deployment: Deployment): System {
    const market = copyMarket(world);
    market.time = deployment.time;
    return new System(
      market,
      openPrices(market, deployment.prices),
      emptyPosition(),
      deployment.loop,
      openBooks(deployment.time, deployment.maxRate, deployment.depositCap, {
        performanceBps: deployment.performanceFee,
        managementBps: deployment.managementFee,
      }),
    );
  }

  copy(): System {
    const { prices, position, settings } = this.loop;
    return new System(
      copyMarket(this.market),
      { ...prices },
      copyPosition(position),
      settings,
      copyBooks(this.vault.books),
    );
  }
}

/** What became of a transaction; refused with the contract's error, where it was. */
export type Outcome<T> =
  | { readonly system: System; readonly value: T; readonly refused?: never }
  | { readonly system: System; readonly refused: string; readonly value?: never };

/**
 * Tries `transaction` on a copy: the outcome's system is the copy where it went through, the one given where
 * it did not.
 */
export function transact<T>(system: System, transaction: (copy: System) => T): Outcome<T> {
  const copy = system.copy();
  try {
    return { system: copy, value: transaction(copy) };
  } catch (error) {
    return { system, refused: reasonOf(error) };
  }
}
