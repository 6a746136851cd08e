/** What the keeper may spend on gas in a day. What protects a position is sent all the same, and told of. */
import { Urgency } from "../strategies/decision.ts";
import type { VaultContext } from "./context.ts";

const DAY = 86_400;

export async function withinBudget(
  { journal, signer, params, clock, log, vault }: VaultContext,
  urgency: Urgency,
): Promise<boolean> {
  const { idle, rebalance, protect } = params.budget;
  const limit = urgency === Urgency.idle ? idle : urgency === Urgency.rebalance ? rebalance : protect;
  const spent = await journal.spent(signer.address, urgency, clock.now() - DAY);
  if (spent < limit) return true;
  if (urgency < Urgency.protect) return false;
  log.warn(
    { vault, spent: spent.toString() },
    "the day's gas is spent, and the position is protected all the same",
  );
  return true;
}
