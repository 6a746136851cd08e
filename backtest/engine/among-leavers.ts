/**
 * A market in which others leave through Lido's queue too: somebody asks for a little every day, so that the request at its head shows how
 * long the queue takes. A loop that were alone in it would learn that from its own requests only.
 */
import { MIN_REQUEST, requestWithdrawal } from "../../strategies/kernels/lido/withdrawal-queue/queue.ts";
import { type Mover, TRADES } from "./mover.ts";

const DAY = 86_400;
const NOON = 43_200;

export const AMONG_LEAVERS: Mover = {
  ...TRADES,
  move(system, row, reported, step) {
    TRADES.move(system, row, reported, step);
    const { withdrawalQueue: queue, lido, time } = system.market;
    if (queue !== undefined && time % DAY === NOON) requestWithdrawal(queue, lido, MIN_REQUEST, time);
  },
};
