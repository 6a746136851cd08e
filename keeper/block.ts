/** A block as the keeper names it, and how calls are pinned to it. */
import type { Eip1193 } from "../devnet/eip1193.ts";

/** `pending` is the block that is being built, with whatever waits for it. */
export type BlockTag = number | "latest" | "pending";

export interface Block {
  readonly number: number;
  readonly hash: string;
  /** Unix seconds. */
  readonly timestamp: number;
  /** Wei a gas. */
  readonly baseFee: bigint;
}

export async function readBlock(rpc: Eip1193, tag: BlockTag): Promise<Block> {
  const name = typeof tag === "number" ? `0x${tag.toString(16)}` : tag;
  const block = await rpc.request({ method: "eth_getBlockByNumber", params: [name, false] });
  if (block === null) throw new Error(`the node has no block ${tag}`);
  return {
    number: Number(block.number),
    hash: block.hash,
    timestamp: Number(block.timestamp),
    baseFee: BigInt(block.baseFeePerGas),
  };
}

/** By hash (EIP-1898), so that a reorganisation is an error and not another block's state. */
export function callTag(tag: BlockTag, { hash }: Block): string | { blockHash: string } {
  return tag === "pending" ? tag : { blockHash: hash };
}
