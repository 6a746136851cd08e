/**
 * What the other people of the market do in a step, so that it stands where the tape says. A pure integer
 * function of the tape's row and the market: the tape player sends it as transactions, the exact engine
 * applies it to its model, and both get the same market. Neither price nor rate is set: the pool and the
 * lender compute them.
 *
 * The order is that of the block: Lido's report, what its queue pays, liquidity, trader, lender, borrower. What is absent is not
 * done.
 */

import { applyLiquidity, liquidityToDepth } from "../../strategies/kernels/curve/liquidity.ts";
import { moveToBalances } from "../../strategies/kernels/curve/move-to-balances.ts";
import type { StethPool } from "../../strategies/kernels/curve/steth-pool.ts";
import { tradeToPrice } from "../../strategies/kernels/curve/trade-to-price.ts";
import type { Lido } from "../../strategies/kernels/lido/lido.ts";
import { oracleReport } from "../../strategies/kernels/lido/oracle-report.ts";
import { planFinalization } from "./plan-finalization.ts";
import { planReport } from "./plan-report.ts";
import { planUtilisation } from "./plan-utilisation.ts";
import type { StepPlan, TapeMarket, Whales } from "./step-plan.ts";
import type { TapeRow } from "./tape.ts";

/** The plan of one step. Changes nothing of what it is given. */
export function planStep(row: TapeRow, market: TapeMarket, whales: Whales): StepPlan {
  const lido = { ...market.lido };
  const rewards = planReport(row, lido);
  if (rewards !== undefined) oracleReport(lido, rewards);
  const finalization = planFinalization(row, market.withdrawalQueue, lido);
  return {
    ...(rewards === undefined ? {} : { lidoReport: { rewards } }),
    ...(finalization && { finalization }),
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
