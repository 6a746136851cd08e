/**
 * Everything that a run's transactions change, in one piece: the market, and Keel's contracts in it. A
 * transaction either leaves all of it changed or nothing, as on a chain.
 */
import { copyMarket, type Market } from "../../strategies/market/market.ts";
import { openPrices } from "../../strategies/prices/steth-prices.ts";
import { reasonOf } from "../../strategies/refusal.ts";
import { copyBooks, openBooks, type Vault, type VaultBooks } from "../../strategies/vault/vault.ts";
import type { Wealth } from "../attribution/wealth.ts";
import type { Deployment } from "./deployment.ts";
import { marketFor, openKind } from "./kinds/open.ts";
import type { Played } from "./played.ts";

export class System {
  readonly market: Market;
  readonly played: Played;
  readonly vault: Vault;

  private constructor(market: Market, played: Played, books: VaultBooks) {
    this.market = market;
    this.played = played;
    this.vault = { books, market, strategies: [played.strategy] };
  }

  /** Keel as deployed into a copy of `world`. */
  static deploy(world: Market, deployment: Deployment): System {
    const market = marketFor(deployment.strategy.kind, copyMarket(world));
    market.time = deployment.time;
    const { time, maxRate, depositCap, performanceFee, managementFee } = deployment;
    return new System(
      market,
      openKind(deployment.strategy, market, openPrices(market, deployment.prices)),
      openBooks(time, maxRate, depositCap, {
        performanceBps: performanceFee,
        managementBps: managementFee,
      }),
    );
  }

  copy(): System {
    const market = copyMarket(this.market);
    return new System(market, this.played.copyInto(market), copyBooks(this.vault.books));
  }

  /** Of the vault and its position. */
  wealth(): Wealth {
    return this.played.wealth(this.vault.books.idle);
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
