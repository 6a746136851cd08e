/**
 * A step's plan applied to the market as its transactions would be: by the protocols' own arithmetic, in the
 * block's order.
 */
import { borrow } from "../../strategies/kernels/aave/v3.0/borrow.ts";
import { repay } from "../../strategies/kernels/aave/v3.0/repay.ts";
import { supply } from "../../strategies/kernels/aave/v3.0/supply.ts";
import { exchange } from "../../strategies/kernels/curve/exchange.ts";
import { applyLiquidity } from "../../strategies/kernels/curve/liquidity.ts";
import { oracleReport } from "../../strategies/kernels/lido/oracle-report.ts";
import { finalize } from "../../strategies/kernels/lido/withdrawal-queue/finalize.ts";
import type { Seconds } from "../../strategies/kernels/math/units.ts";
import type { PlayedMarket, StepPlan, Whales } from "./step-plan.ts";

/** Changes the market and the whales' balances in place. `time` is the block's. */
export function applyPlan(plan: StepPlan, market: PlayedMarket, whales: Whales, time: Seconds): void {
  applyReport(plan, market);
  applyTrades(plan, market, whales, time);
}

/** Lido's report and what its queue pays, which come first. */
export function applyReport(
  { lidoReport, finalization }: StepPlan,
  { lido, withdrawalQueue }: PlayedMarket,
): void {
  if (lidoReport !== undefined) oracleReport(lido, lidoReport.rewards);
  if (finalization === undefined || withdrawalQueue === undefined) return;
  const { lastId, ether, maxShareRate } = finalization;
  finalize(withdrawalQueue, lastId, ether, maxShareRate);
}

/** What everybody else does after it. */
export function applyTrades(plan: StepPlan, market: PlayedMarket, whales: Whales, time: Seconds): void {
  const { lido, pool, lender } = market;
  if (plan.liquidity !== undefined) applyLiquidity(pool, lido, plan.liquidity);
  if (plan.trade !== undefined) exchange(pool, lido, plan.trade.coin, plan.trade.dx);
  if (plan.lenderWhale !== undefined) supply(lender.weth, whales.lender, plan.lenderWhale.amount, time);
  if (plan.borrowerWhale !== undefined) {
    const { kind, amount } = plan.borrowerWhale;
    if (kind === "borrow") borrow(lender.weth, whales.borrower, amount, time);
    else repay(lender.weth, whales.borrower, amount, time);
  }
}
