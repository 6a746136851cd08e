/**
 * What the other people of the market do in a step, so that it stands where the tape says. A pure integer
 * function of the tape's row and the market: the tape player sends it as transactions, the exact engine
 * applies it to its model, and both get the same market. Neither price nor rate is set: the pool and the
 * lender compute them.
 *
 * The order is that of the block: Lido's report, liquidity, trader, lender, borrower. What is absent is not
 * done.
 */

import type { Reserve, ReserveAccount } from "../../strategies/kernels/aave/v3.0/reserve.ts";
import {
  applyLiquidity,
  type Liquidity,
  liquidityToDepth,
} from "../../strategies/kernels/curve/liquidity.ts";
import { moveToBalances } from "../../strategies/kernels/curve/move-to-balances.ts";
import type { StethPool } from "../../strategies/kernels/curve/steth-pool.ts";
import { type Trade, tradeToPrice } from "../../strategies/kernels/curve/trade-to-price.ts";
import type { Lido } from "../../strategies/kernels/lido/lido.ts";
import { oracleReport } from "../../strategies/kernels/lido/oracle-report.ts";
import { planReport } from "./plan-report.ts";
import { type BorrowerDeed, type LenderDeed, planUtilisation } from "./plan-utilisation.ts";
import type { TapeRow } from "./tape.ts";

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

/** The plan of one step. Changes nothing of what it is given. */
export function planStep(row: TapeRow, market: TapeMarket, whales: Whales): StepPlan {
  const lido = { ...market.lido };
  const rewards = planReport(row, lido);
  if (rewards !== undefined) oracleReport(lido, rewards);
  return {
    ...(rewards === undefined ? {} : { lidoReport: { rewards } }),
    ...planPool(row, market.pool, lido),
    ...planUtilisation(row, market.lender.weth, whales),
  };
}

/** To the recorded balances; else to the depth, where there is one, and the price. */
function planPool(row: TapeRow, pool: StethPool, lido: Lido): Pick<StepPlan, "liquidity" | "trade"> {
  if (row.curveEther !== undefined && row.curveSteth !== undefined) {
    const { liquidity, trade } = moveToBalances(pool, lido, row.curveEther.value, row.curveSteth.value);
    return { ...(liquidity && { liquidity }), ...(trade && { trade }) };
  }
  const after = { ...pool };
  const liquidity = row.curveDepth && liquidityToDepth(after, lido, row.curveDepth.value);
  if (liquidity !== undefined) applyLiquidity(after, lido, liquidity);
  const trade = tradeToPrice(after, lido, row.stethEth.value);
  return { ...(liquidity && { liquidity }), ...(trade && { trade }) };
}
