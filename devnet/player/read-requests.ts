/** The requests in Lido's withdrawal queue as a chain holds them: whom a step of the tape may pay. */
import { Interface } from "ethers";
import type { RequestLine, WithdrawalRequest } from "../../strategies/kernels/lido/withdrawal-queue/queue.ts";
import { emptyQueue } from "../../strategies/kernels/lido/withdrawal-queue/queue.ts";
import { laterPlaces } from "../addresses.ts";
import { hasCode } from "../code-check.ts";
import type { Eip1193 } from "../eip1193.ts";
import { readAll } from "../multicall.ts";

const STATUS =
  "(uint256 steth, uint256 shares, address owner, uint256 timestamp, bool finalized, bool claimed)";
const VIEWS = new Interface([
  "function getLastRequestId() view returns (uint256)",
  "function getLastFinalizedRequestId() view returns (uint256)",
  `function getWithdrawalStatus(uint256[] ids) view returns (${STATUS}[])`,
]);
const to = laterPlaces.lidoWithdrawalQueue;

/** @returns undefined on a chain that is older than the queue */
export async function readRequests(chain: Eip1193): Promise<RequestLine | undefined> {
  if (!(await hasCode(chain, to))) return undefined;
  const read = (name: string, args: readonly unknown[] = []) => ({ to, abi: VIEWS, name, args });
  const counters = [read("getLastRequestId"), read("getLastFinalizedRequestId")];
  const [last, lastFinalized] = await readAll(chain, counters, "latest");
  const { requests } = emptyQueue();
  if (last === 0n) return { requests, lastFinalizedId: 0 };
  const ids = Array.from({ length: Number(last) }, (_, index) => index + 1);
  const [statuses] = await readAll(chain, [read("getWithdrawalStatus", [ids])], "latest");
  let [cumulativeSteth, cumulativeShares] = [0n, 0n];
  for (const { steth, shares, timestamp, claimed } of statuses) {
    cumulativeSteth += steth;
    cumulativeShares += shares;
    const request: WithdrawalRequest = {
      cumulativeSteth,
      cumulativeShares,
      timestamp: Number(timestamp),
      // Of interest to the oracle's batches alone, which a tape makes none of.
      reportTimestamp: 0,
      claimed,
    };
    requests.push(request);
  }
  return { requests, lastFinalizedId: Number(lastFinalized) };
}
