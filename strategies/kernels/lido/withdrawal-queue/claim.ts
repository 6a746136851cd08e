// Ether out of Lido's withdrawal queue, once a request is finalised: the lesser of what was asked and what its
// shares were worth at finalisation.
// Ports findCheckpointHints, getClaimableEther and claimWithdrawals of WithdrawalQueue (lido-dao 2.0), for one
// request each.
// Quirk: each request is floored by itself, so a batch leaves a wei or two a request locked for ever.

import { ProtocolRevert } from "../../revert.ts";
import { batchOf, requestAt, type WithdrawalQueue, worthOf } from "./queue.ts";

export const lastHint = (queue: WithdrawalQueue): number => queue.checkpoints.length - 1;

const covers = (queue: WithdrawalQueue, hint: number, id: number): boolean => {
  const checkpoint = queue.checkpoints[hint];
  if (hint === 0 || checkpoint === undefined || id < checkpoint.fromRequestId) return false;
  const next = queue.checkpoints[hint + 1];
  return next === undefined || id < next.fromRequestId;
};

/**
 * The hint that claims request `id`, among hints `first` to `last`; zero where none of them does, or where the
 * request is not finalised.
 */
export const findCheckpointHint = (
  queue: WithdrawalQueue,
  id: number,
  first = 1,
  last = lastHint(queue),
): number => {
  if (id === 0) throw new ProtocolRevert("InvalidRequestId");
  requestAt(queue, id);
  if (first === 0 || last > lastHint(queue)) throw new ProtocolRevert("InvalidRequestIdRange");
  if (id > queue.lastFinalizedId) return 0;
  let low = first;
  let high = last;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((queue.checkpoints[middle]?.fromRequestId ?? 0) <= id) low = middle;
    else high = middle - 1;
  }
  return low <= high && covers(queue, low, id) ? low : 0;
};

/** Wei that request `id` would be paid now; zero where it is not finalised or was claimed. */
export const claimableEther = (queue: WithdrawalQueue, id: number, hint: number): bigint => {
  if (id === 0) throw new ProtocolRevert("InvalidRequestId");
  if (requestAt(queue, id).claimed || id > queue.lastFinalizedId) return 0n;
  const checkpoint = queue.checkpoints[hint];
  if (checkpoint === undefined || !covers(queue, hint, id)) throw new ProtocolRevert("InvalidHint");
  return worthOf(batchOf(queue, id - 1, id), checkpoint.maxShareRate);
};

/** Claims request `id` and returns the wei paid. */
export const claim = (queue: WithdrawalQueue, id: number, hint: number): bigint => {
  if (id > queue.lastFinalizedId) throw new ProtocolRevert("RequestNotFoundOrNotFinalized");
  const request = requestAt(queue, id);
  if (request.claimed) throw new ProtocolRevert("RequestAlreadyClaimed");
  const paid = claimableEther(queue, id, hint);
  if (paid > queue.lockedEther) throw new ProtocolRevert("less ether is locked than the request is worth");
  request.claimed = true;
  queue.lockedEther -= paid;
  return paid;
};
