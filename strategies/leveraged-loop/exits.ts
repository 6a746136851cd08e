/**
 * A loop's place in Lido's withdrawal queue. The twin of `contracts/strategies/LoopExits.sol` and of what that takes from
 * `contracts/lst/LidoExits.sol`; amounts in wei, stETH in shares where it lies.
 */
import { SATURATED } from "../decision.ts";
import { etherByShares, type Lido, sharesByEther } from "../kernels/lido/lido.ts";
import { claim, claimableEther, findCheckpointHint } from "../kernels/lido/withdrawal-queue/claim.ts";
import {
  batchOf,
  lastRequestId,
  MAX_REQUEST,
  MIN_REQUEST,
  requestAt,
  requestWithdrawal,
  type WithdrawalQueue,
} from "../kernels/lido/withdrawal-queue/queue.ts";
import { excess, least } from "../kernels/math/extremes.ts";
import type { Seconds } from "../kernels/math/units.ts";
import type { Market } from "../market/market.ts";
import { Queued } from "./policy.ts";

/** Requests that a loop keeps under way at most, and the stETH that they can ask for. */
const MAX_REQUESTS = 32;
export const MOST_QUEUED = BigInt(MAX_REQUESTS) * MAX_REQUEST;
/** Lido rounds each of an exit's conversions and transfers by at most one unit. */
const DUST = 4n;

/** What the vault was promised of an exit under way: units, the stETH that was asked ether for, and the ether paid so far. */
interface ExitPromise {
  readonly units: bigint;
  readonly asked: bigint;
  readonly paid: bigint;
}

/** Changed in place. */
export interface LoopExits {
  /** Requests that are not claimed, ascending. */
  ids: number[];
  promise: ExitPromise;
  /** Units that are the vault's since Lido has paid, and that the loop has not sent. */
  due: bigint;
  /** stETH too little for a request, shares. */
  looseShares: bigint;
}

const NO_PROMISE: ExitPromise = { units: 0n, asked: 0n, paid: 0n };

export const noExits = (): LoopExits => ({ ids: [], promise: NO_PROMISE, due: 0n, looseShares: 0n });

export const copyExits = (exits: LoopExits): LoopExits => ({ ...exits, ids: [...exits.ids] });

/** Units that the vault was promised and has not been sent. */
export const promised = ({ promise, due }: LoopExits): bigint => promise.units + due;

/** Asks ether for the stETH here, and for `shares` more, and returns how much stETH it asked for. */
export function request(
  queue: WithdrawalQueue,
  lido: Lido,
  exits: LoopExits,
  { shares, units, now }: { shares: bigint; units: bigint; now: Seconds },
): bigint {
  exits.looseShares += shares;
  const assets = etherByShares(lido, exits.looseShares);
  let asked = 0n;
  while (exits.ids.length < MAX_REQUESTS && assets - asked >= MIN_REQUEST) {
    const amount = least(assets - asked, MAX_REQUEST);
    exits.ids.push(requestWithdrawal(queue, lido, amount, now));
    exits.looseShares -= sharesByEther(lido, amount);
    asked += amount;
  }
  exits.promise = { units, asked, paid: 0n };
  return asked;
}

/**
 * Takes what Lido has paid since the last time and returns it. Once all is paid, what was promised is due, less what Lido has paid less
 * than was asked for.
 */
export function claimFinalized(queue: WithdrawalQueue, lido: Lido, exits: LoopExits): bigint {
  const finalized = exits.ids.filter((id) => id <= queue.lastFinalizedId);
  const ether = finalized.reduce((sum, id) => sum + claim(queue, id, findCheckpointHint(queue, id)), 0n);
  exits.ids = exits.ids.slice(finalized.length);
  const { units, asked, paid } = exits.promise;
  if (units === 0n) return ether;
  if (exits.ids.length > 0) {
    exits.promise = { units, asked, paid: paid + ether };
    return ether;
  }
  exits.promise = NO_PROMISE;
  exits.due += excess(units, DUST + sharesByEther(lido, excess(asked, paid + ether)));
  return ether;
}

/** What the claims are worth now, finalised or not: the lesser of what was asked for and of what its shares are worth. */
export function queuedEther({ withdrawalQueue: queue, lido }: Market, { ids }: LoopExits): bigint {
  if (queue === undefined) return 0n;
  return ids.reduce((sum, id) => {
    if (id <= queue.lastFinalizedId) return sum + claimableEther(queue, id, findCheckpointHint(queue, id));
    const { steth, shares } = batchOf(queue, id - 1, id);
    return sum + least(steth, etherByShares(lido, shares));
  }, 0n);
}

/**
 * What lies in the queue, and how long it would take: as `expected`, unless the request at its head, anybody's, has waited longer;
 * saturated where there is no queue, and in bunker mode, where nobody knows.
 */
export function queueStatus(
  { withdrawalQueue: queue, time }: Market,
  { ids }: LoopExits,
  expected: Seconds,
): { queued: Queued; wait: Seconds } {
  if (queue === undefined) return { queued: Queued.nothing, wait: SATURATED };
  const waiting = ids.length > 0 ? Queued.waiting : Queued.nothing;
  const queued = ids.some((id) => id <= queue.lastFinalizedId) ? Queued.matured : waiting;
  if (queue.bunkerSince !== undefined) return { queued, wait: SATURATED };
  const head = queue.lastFinalizedId + 1;
  const seen = head > lastRequestId(queue) ? 0 : time - requestAt(queue, head).timestamp;
  return { queued, wait: Math.min(Math.max(seen, expected), SATURATED) };
}
