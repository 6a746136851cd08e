// How far Lido's withdrawal queue can be finalised, and what that takes.
// Ports calculateFinalizationBatches and prefinalize of WithdrawalQueueBase (lido-dao 2.0). The contract may
// spread the first over several calls; the answer is the same.
// Quirk: a batch is valued as one request. Where its requests lie on both sides of the rate, it is worth more
// than they are, which is why the oracle splits there.

import type { Ray, Seconds } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import {
  batchOf,
  lastRequestId,
  type RequestLine,
  requestAt,
  type WithdrawalQueue,
  worthOf,
} from "./queue.ts";

export const MAX_BATCHES = 36;

/** Ids at which batches end, and what the budget leaves over, wei. */
export type FinalizationBatches = { batches: number[]; remainingBudget: bigint };

/**
 * The longest run of requests, oldest first, that `budget` wei pays at `maxShareRate` and that were made by
 * `maxTimestamp`. A batch ends where the requests' rates cross `maxShareRate`; requests of one report count as of
 * one rate, whatever rounding made of theirs.
 */
export const finalizationBatches = (
  queue: WithdrawalQueue,
  maxShareRate: Ray,
  maxTimestamp: Seconds,
  budget: bigint,
): FinalizationBatches => {
  if (budget === 0n) throw new ProtocolRevert("InvalidState");
  const batches: number[] = [];
  let remainingBudget = budget;
  let previousRate: Ray = 0n;
  for (let id = queue.lastFinalizedId + 1; id <= lastRequestId(queue); id++) {
    const request = requestAt(queue, id);
    if (request.timestamp > maxTimestamp) break;
    const asked = batchOf(queue, id - 1, id);
    const worth = worthOf(asked, maxShareRate);
    if (worth > remainingBudget) break;
    // Quirk: the budget is charged for the request before the number of batches ends the run without it.
    remainingBudget -= worth;
    const sameReport = requestAt(queue, id - 1).reportTimestamp === request.reportTimestamp;
    const sameSide = previousRate > maxShareRate === asked.rate > maxShareRate;
    if (batches.length > 0 && (sameReport || sameSide)) batches[batches.length - 1] = id;
    else if (batches.length === MAX_BATCHES) break;
    else batches.push(id);
    previousRate = asked.rate;
  }
  return { batches, remainingBudget };
};

/** Wei to lock and shares to burn for batches that end at these ids, each floored. `prefinalize`. */
export const prefinalize = (
  queue: RequestLine,
  batches: readonly number[],
  maxShareRate: Ray,
): { ether: bigint; shares: bigint } => {
  if (maxShareRate === 0n) throw new ProtocolRevert("ZeroShareRate");
  if (batches.length === 0) throw new ProtocolRevert("EmptyBatches");
  let ether = 0n;
  let shares = 0n;
  let previousId = queue.lastFinalizedId;
  for (const id of batches) {
    if (id <= previousId) throw new ProtocolRevert("BatchesAreNotSorted");
    const batch = batchOf(queue, previousId, id);
    ether += worthOf(batch, maxShareRate);
    shares += batch.shares;
    previousId = id;
  }
  return { ether, shares };
};
