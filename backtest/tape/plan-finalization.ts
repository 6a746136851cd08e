/** Whom Lido pays in a step: all whose requests have waited as long as the tape says, at the share rate of that step. */
import type { Lido } from "../../strategies/kernels/lido/lido.ts";
import { prefinalize } from "../../strategies/kernels/lido/withdrawal-queue/batches.ts";
import {
  lastRequestId,
  type RequestLine,
  requestAt,
} from "../../strategies/kernels/lido/withdrawal-queue/queue.ts";
import { RAY, WAD } from "../../strategies/kernels/math/units.ts";
import type { Finalization } from "./step-plan.ts";
import type { TapeRow } from "./tape.ts";

const DAY = 86_400n;

/** Undefined where nobody is paid: without a queue, without a figure, or while none has waited so long. */
export function planFinalization(
  { time, queueWait }: TapeRow,
  queue: RequestLine | undefined,
  lido: Lido,
): Finalization | undefined {
  if (queue === undefined || queueWait === undefined) return undefined;
  const madeBy = time - Number((queueWait.value * DAY) / WAD);
  let lastId = queue.lastFinalizedId;
  while (lastId < lastRequestId(queue) && requestAt(queue, lastId + 1).timestamp <= madeBy) lastId++;
  if (lastId === queue.lastFinalizedId) return undefined;
  const maxShareRate = (lido.totalPooledEther * RAY) / lido.totalShares;
  return { lastId, ether: prefinalize(queue, [lastId], maxShareRate).ether, maxShareRate };
}
