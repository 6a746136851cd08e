/**
 * What passed when it was tried out and reverted all the same is not sent again at once: somebody is quicker at it, or the
 * state flaps, and each try costs gas (KPR-04).
 */
import { Urgency } from "../strategies/decision.ts";
import type { Journal } from "./journal/journal.ts";

const SLOT_SECONDS = 12;

/** @param target the contract that would be called */
export async function backingOff(
  journal: Journal,
  target: string,
  urgency: Urgency,
  now: number,
): Promise<boolean> {
  const { inARow, lastAt } = await journal.reverts(target);
  if (inARow === 0) return false;
  const slots = urgency >= Urgency.protect ? inARow : 2 ** inARow;
  return now >= lastAt && now < lastAt + slots * SLOT_SECONDS;
}
