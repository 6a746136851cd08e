/** A step of a tape as deeds of the market's people, and the part of the market that they move. Amounts are wei. */
import type { ReserveAccount } from "../../strategies/kernels/aave/reserve.ts";
import type { Reserve } from "../../strategies/kernels/aave/v3.0/reserve.ts";
import type { Liquidity } from "../../strategies/kernels/curve/liquidity.ts";
import type { StethPool } from "../../strategies/kernels/curve/steth-pool.ts";
import type { Trade } from "../../strategies/kernels/curve/trade-to-price.ts";
import type { Lido } from "../../strategies/kernels/lido/lido.ts";

export type LenderDeed = { readonly kind: "supply"; readonly amount: bigint };
export type BorrowerDeed = { readonly kind: "borrow" | "repay"; readonly amount: bigint };

/** The part of the market that a tape moves, as it stands before the step. */
export interface TapeMarket {
  readonly lido: Lido;
  readonly pool: StethPool;
  readonly lender: { readonly weth: Reserve };
}

/** Whose deposits and loans move the lender's utilisation: their balances in its WETH reserve. */
export interface Whales {
  readonly lender: ReserveAccount;
  readonly borrower: ReserveAccount;
}

export interface StepPlan {
  /** Rewards that Lido's oracle reports, wei. */
  readonly lidoReport?: { readonly rewards: bigint };
  readonly liquidity?: Liquidity;
  /** The trader's sale. */
  readonly trade?: Trade;
  readonly lenderWhale?: LenderDeed;
  readonly borrowerWhale?: BorrowerDeed;
}
