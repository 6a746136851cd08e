/** A step of a tape as deeds of the market's people, and the part of the market that they move. Amounts are wei. */
import type { ReserveAccount } from "../../strategies/kernels/aave/reserve.ts";
import type { Reserve } from "../../strategies/kernels/aave/v3.0/reserve.ts";
import type { Liquidity } from "../../strategies/kernels/curve/liquidity.ts";
import type { StethPool } from "../../strategies/kernels/curve/steth-pool.ts";
import type { Trade } from "../../strategies/kernels/curve/trade-to-price.ts";
import type { Lido } from "../../strategies/kernels/lido/lido.ts";
import type { RequestLine, WithdrawalQueue } from "../../strategies/kernels/lido/withdrawal-queue/queue.ts";
import type { Ray } from "../../strategies/kernels/math/units.ts";

/** Lido pays the oldest requests in its withdrawal queue. */
export interface Finalization {
  /** The last request that is paid. */
  readonly lastId: number;
  readonly ether: bigint;
  /** Ether a share at most. */
  readonly maxShareRate: Ray;
}

export type LenderDeed = { readonly kind: "supply"; readonly amount: bigint };
export type BorrowerDeed = { readonly kind: "borrow" | "repay"; readonly amount: bigint };

/** The part of the market that a tape moves, as it stands before the step. */
export interface TapeMarket {
  readonly lido: Lido;
  /** Lido's withdrawal queue; absent before May 2023. */
  readonly withdrawalQueue?: RequestLine;
  readonly pool: StethPool;
  readonly lender: { readonly weth: Reserve };
}

/** The same where steps are carried out: there the queue can also pay. */
export interface PlayedMarket extends TapeMarket {
  readonly withdrawalQueue?: WithdrawalQueue;
}

/** Whose deposits and loans move the lender's utilisation: their balances in its WETH reserve. */
export interface Whales {
  readonly lender: ReserveAccount;
  readonly borrower: ReserveAccount;
}

export interface StepPlan {
  /** Rewards that Lido's oracle reports, wei. */
  readonly lidoReport?: { readonly rewards: bigint };
  readonly finalization?: Finalization;
  readonly liquidity?: Liquidity;
  /** The trader's sale. */
  readonly trade?: Trade;
  readonly lenderWhale?: LenderDeed;
  readonly borrowerWhale?: BorrowerDeed;
}
