/** A block as the keeper names it, and how calls are pinned to it. */
import type { Eip1193 } from "../devnet/eip1193.ts";
import { GarbledAnswer } from "../devnet/garbled-answer.ts";

/** `pending` is the block that is being built, with whatever waits for it. */
export type BlockTag = number | "latest" | "pending";

export interface Block {
  readonly number: number;
  readonly hash: string;
  readonly parentHash: string;
  /** Unix seconds. */
  readonly timestamp: number;
  /** Wei a gas. */
  readonly baseFee: bigint;
}

/** @throws GarbledAnswer where what the node says is no block */
export async function readBlock(rpc: Eip1193, tag: BlockTag): Promise<Block> {
  const name = typeof tag === "number" ? `0x${tag.toString(16)}` : tag;
  const block = await rpc.request({ method: "eth_getBlockByNumber", params: [name, false] });
  if (block === null) throw new Error(`the node has no block ${tag}`);
  return blockOf(block);
}

const QUANTITY = /^0x[0-9a-f]+$/i;
const HASH = /^0x[0-9a-f]{64}$/i;

/** @param header as JSON-RPC gives it, of a block or of a new head */
export function blockOf(header: Readonly<Record<string, unknown>>): Block {
  const { number, hash, parentHash, timestamp, baseFeePerGas } = header;
  const quantities = [number, timestamp, baseFeePerGas];
  // A pending block has no hash yet.
  const hashes = [hash ?? parentHash, parentHash];
  if (
    !quantities.every((text) => QUANTITY.test(String(text))) ||
    !hashes.every((text) => HASH.test(String(text)))
  )
    throw new GarbledAnswer("a block that is none");
  return {
    number: Number(number),
    hash: String(hash),
    parentHash: String(parentHash),
    timestamp: Number(timestamp),
    baseFee: BigInt(String(baseFeePerGas)),
  };
}

/** By hash (EIP-1898), so that a reorganisation is an error and not another block's state. */
export function callTag(tag: BlockTag, { hash }: Block): string | { blockHash: string } {
  return tag === "pending" ? tag : { blockHash: hash };
}
