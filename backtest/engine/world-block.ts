/** The world's block: the tape's plan carried out, then the feed's round and a look at the prices and at whatever else a strategy observes. */
import { transmit } from "../../strategies/market/feed.ts";
import { poke } from "../../strategies/prices/steth-prices.ts";
import { applyReport, applyTrades } from "../tape/apply-plan.ts";
import { planStep } from "../tape/plan.ts";
import type { TapeRow } from "../tape/tape.ts";
import type { System } from "./system.ts";

/**
 * Brings the system's market, in place, to where the row says, in a block at the row's time.
 * @param reported called once Lido has reported, and before anyone trades
 */
export function moveWorld({ market, played }: System, row: TapeRow, reported: () => void): void {
  const plan = planStep(row, market, market.whales);
  market.time = row.time;
  market.lender.ratePeg = row.lenderPeg?.value;
  applyReport(plan, market);
  reported();
  applyTrades(plan, market, market.whales, row.time);
  played.follow(row);
  transmit(market);
  poke(played.prices, market);
  played.look();
}
