// Lido's withdrawal queue: stETH is asked to become ether, in order of request, and waits until Lido has the
// ether.
// Ports WithdrawalQueueBase (lido-dao 2.0, mainnet 0x889edC2eDab5f40e902b864aD4d7AdE8E412F9B1, since May 2023).
// Amounts are wei, shares have 18 decimals, share rates 27. Who owns a request is not the kernel's business.
// Quirk: only running sums are kept, and a request's rate is the stETH asked over its shares rounded down, so
// it lies a wei or two above the pool's.

import type { Ray, Seconds } from "../../math/units.ts";
import { RAY } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import { type Lido, sharesByEther } from "../lido.ts";
import { unwrap } from "../wsteth.ts";

export const MIN_REQUEST = 100n;
export const MAX_REQUEST = 1_000n * 10n ** 18n;

export type WithdrawalRequest = {
  /** stETH asked by this request and all before it. */
  readonly cumulativeSteth: bigint;
  readonly cumulativeShares: bigint;
  readonly timestamp: Seconds;
  /** Of the last oracle report before the request. */
  readonly reportTimestamp: Seconds;
  claimed: boolean;
};

/** Requests from `fromRequestId` up to the next checkpoint were finalised at `maxShareRate`. */
export type RateCheckpoint = { readonly fromRequestId: number; readonly maxShareRate: Ray };

/** Transitions change it in place. */
export type WithdrawalQueue = {
  /** By id. Ids count from 1; place 0 is where the sums start. */
  readonly requests: WithdrawalRequest[];
  /** By hint. Hints count from 1; place 0 stands for none. */
  readonly checkpoints: RateCheckpoint[];
  lastFinalizedId: number;
  /** Set aside for finalised requests. */
  lockedEther: bigint;
  lastReport: Seconds;
  /** When bunker mode began, while it lasts. */
  bunkerSince: Seconds | undefined;
};

/** What tells the worth of requests: everything but what was claimed, paid and reported. */
export type RequestLine = Pick<WithdrawalQueue, "requests" | "lastFinalizedId">;

export const emptyQueue = (): WithdrawalQueue => ({
  requests: [{ cumulativeSteth: 0n, cumulativeShares: 0n, timestamp: 0, reportTimestamp: 0, claimed: true }],
  checkpoints: [{ fromRequestId: 0, maxShareRate: 0n }],
  lastFinalizedId: 0,
  lockedEther: 0n,
  lastReport: 0,
  bunkerSince: undefined,
});

export const copyQueue = (queue: WithdrawalQueue): WithdrawalQueue => ({
  ...queue,
  requests: queue.requests.map((request) => ({ ...request })),
  checkpoints: [...queue.checkpoints],
});

export const lastRequestId = (queue: RequestLine): number => queue.requests.length - 1;

/** Reverts for an id that no request has. */
export const requestAt = (queue: RequestLine, id: number): WithdrawalRequest => {
  const request = queue.requests[id];
  if (request === undefined) throw new ProtocolRevert("InvalidRequestId");
  return request;
};

/** What a run of requests asks for. */
export type Batch = { steth: bigint; shares: bigint /** stETH a share, floored. */; rate: Ray };

/**
 * The requests after `previousId` up to `lastId`. Throws RangeError where they have no shares, as the contract
 * reverts.
 */
export const batchOf = (queue: RequestLine, previousId: number, lastId: number): Batch => {
  const previous = requestAt(queue, previousId);
  const last = requestAt(queue, lastId);
  const steth = last.cumulativeSteth - previous.cumulativeSteth;
  const shares = last.cumulativeShares - previous.cumulativeShares;
  return { steth, shares, rate: (steth * RAY) / shares };
};

/** Ether for a batch at a rate of at most `maxShareRate`: what was asked, or less after a loss. Floored. */
export const worthOf = ({ steth, shares, rate }: Batch, maxShareRate: Ray): bigint =>
  rate > maxShareRate ? (shares * maxShareRate) / RAY : steth;

/** Asks for `steth` wei and returns the request's id. `requestWithdrawals` of one amount. */
export const requestWithdrawal = (
  queue: WithdrawalQueue,
  lido: Lido,
  steth: bigint,
  now: Seconds,
): number => {
  if (steth < MIN_REQUEST) throw new ProtocolRevert("RequestAmountTooSmall");
  if (steth > MAX_REQUEST) throw new ProtocolRevert("RequestAmountTooLarge");
  const last = requestAt(queue, lastRequestId(queue));
  return (
    queue.requests.push({
      cumulativeSteth: last.cumulativeSteth + steth,
      cumulativeShares: last.cumulativeShares + sharesByEther(lido, steth),
      timestamp: now,
      reportTimestamp: queue.lastReport,
      claimed: false,
    }) - 1
  );
};

/** Asks for what `wsteth` unwraps to; the limits are on that stETH. `requestWithdrawalsWstETH`. */
export const requestWithdrawalOfWsteth = (
  queue: WithdrawalQueue,
  lido: Lido,
  wsteth: bigint,
  now: Seconds,
): number => requestWithdrawal(queue, lido, unwrap(lido, wsteth), now);
