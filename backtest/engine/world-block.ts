/** The world's block: the tape's plan carried out, then the feed's round and a look at the prices. */
import { transmit } from "../../strategies/market/feed.ts";
import { poke } from "../../strategies/prices/steth-prices.ts";
import { applyPlan } from "../tape/apply-plan.ts";
import { planStep } from "../tape/plan.ts";
import type { TapeRow } from "../tape/tape.ts";
import type { System } from "./system.ts";

/** Brings the system's market, in place, to where the row says, in a block at the row's time. */
export function moveWorld({ market, loop }: System, row: TapeRow): void {
  const plan = planStep(row, market, market.whales);
  market.time = row.time;
  market.lender.ratePeg = row.lenderPeg?.value;
  applyPlan(plan, market, market.whales, row.time);
  transmit(market);
  poke(loop.prices, market);
}
