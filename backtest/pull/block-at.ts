/** Which block a time falls in. */
import type { Eip1193 } from "../../devnet/eip1193.ts";
import { KeelError } from "../../errors/keel-error.ts";
import type { Seconds } from "../../strategies/kernels/math/units.ts";

export interface Header {
  readonly number: number;
  readonly hash: string;
  readonly time: Seconds;
  /** Wei a gas; 0 before London. */
  readonly baseFee: bigint;
}

/** @param tag a number, or `latest` */
export async function headerOf(rpc: Eip1193, tag: number | "latest"): Promise<Header> {
  const named = tag === "latest" ? tag : `0x${tag.toString(16)}`;
  const block = await rpc.request({ method: "eth_getBlockByNumber", params: [named, false] });
  if (block === null)
    throw new KeelError("KEEL_NO_SUCH_BLOCK", `the node has no block ${tag}`, "Use another node");
  return {
    number: Number(block.number),
    hash: block.hash,
    time: Number(block.timestamp),
    baseFee: BigInt(block.baseFeePerGas ?? 0),
  };
}

/**
 * The last block whose timestamp is not after `time`. Guesses by the pace between two known blocks and narrows them, so that a chain
 * with even slots takes a handful of requests; never more than twice those of a binary search.
 * @param low a block not after `time`
 * @param high a block after it, or the newest
 */
export async function blockAt(rpc: Eip1193, time: Seconds, low: Header, high: Header): Promise<Header> {
  let [from, to] = [low, high];
  if (to.time <= time) return to;
  for (let round = 0; to.number - from.number > 1; round++) {
    const pace = (to.number - from.number) / (to.time - from.time);
    const guess = from.number + Math.floor((time - from.time) * pace);
    const middle = Math.floor((from.number + to.number) / 2);
    // A guess may creep; every second one halves.
    const next = round % 2 === 0 ? Math.min(Math.max(guess, from.number + 1), to.number - 1) : middle;
    const header = await headerOf(rpc, next);
    if (header.time <= time) from = header;
    else to = header;
  }
  return from;
}
