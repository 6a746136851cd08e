/** A kind of strategy as a tape is played through it, on the chain and in the exact engine. */

import type { StrategyChoice } from "../../../backtest/engine/kinds/open.ts";
import type { System } from "../../../backtest/engine/system.ts";
import type { TapeRow } from "../../../backtest/tape/tape.ts";
import type { Sent } from "../../../devnet/player/step-transactions.ts";
import type { WatchedStrategy } from "../../../keeper/watched.ts";
import type { Action } from "../../../strategies/decision.ts";
import type { Market } from "../../../strategies/market/market.ts";
import type { VaultOnChain } from "../vault-on-chain.ts";

export interface KindOnBothSides {
  /** What the keeper looks after. */
  readonly watched: WatchedStrategy & { readonly prices: string };
  /** The same position for the engine, and the market around it, as both stand before the first step. */
  readonly choice: StrategyChoice;
  readonly world: Market;
  /** When the engine's position is opened, unix seconds; with the vault's prices without it. */
  readonly openedAt?: number;
  /** What others do about what the position lives by beside the market, behind the market's own people in the world's block. */
  follow(row: TapeRow): Promise<readonly Sent[]>;
  /** Everything of the position, and of what it lives by beside the market, at the latest block. */
  onChain(): Promise<unknown>;
  /** The same in the engine. */
  inEngine(system: System): unknown;
}

/** Puts a position of the kind in the place of the loop of a vault that is deployed. */
export interface PlayedKind {
  readonly name: string;
  /** What its rules ask for, at the least, in two weeks of the tape, the second at six times its depeg. */
  readonly asks: readonly Action[];
  open(world: VaultOnChain): Promise<KindOnBothSides>;
}
