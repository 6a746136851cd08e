// The moment that fixes what requests in Lido's withdrawal queue are worth.
// Ports finalize of WithdrawalQueueBase (lido-dao 2.0).

import type { Ray } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import { lastRequestId, requestAt, type WithdrawalQueue } from "./queue.ts";

/**
 * Finalises the requests up to `lastId` at `maxShareRate` at most, and locks `ether` wei for them: what
 * `prefinalize` says. Less than that is accepted, and the last to claim then find nothing left.
 */
export const finalize = (queue: WithdrawalQueue, lastId: number, ether: bigint, maxShareRate: Ray): void => {
  if (lastId > lastRequestId(queue) || lastId <= queue.lastFinalizedId)
    throw new ProtocolRevert("InvalidRequestId");
  const before = requestAt(queue, queue.lastFinalizedId);
  const asked = requestAt(queue, lastId).cumulativeSteth - before.cumulativeSteth;
  if (ether > asked) throw new ProtocolRevert("TooMuchEtherToFinalize");
  queue.checkpoints.push({ fromRequestId: queue.lastFinalizedId + 1, maxShareRate });
  queue.lockedEther += ether;
  queue.lastFinalizedId = lastId;
};
