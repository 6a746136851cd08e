/**
 * What passed when it was tried out and reverted all the same is not sent again at once: somebody is quicker at it, or the
 * state flaps, and each try costs gas (KPR-04).
 */
import { Urgency } from "../strategies/decision.ts";
import type { Journal } from "./journal/journal.ts";

const SLOT_SECONDS = 12;

export async function backingOff(
  journal: Journal,
  vault: string,
  urgency: Urgency,
  now: number,
): Promise<boolean> {
  const { inARow, lastAt } = await journal.reverts(vault);
  if (inARow === 0) return false;
  const slots = urgency >= Urgency.protect ? inARow : 2 ** inARow;
  return now >= lastAt && now < lastAt + slots * SLOT_SECONDS;
}
