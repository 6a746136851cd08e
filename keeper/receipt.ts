/** What the chain says became of a transaction. */
import type { Eip1193 } from "../devnet/eip1193.ts";
import { GarbledAnswer } from "../devnet/garbled-answer.ts";
import type { Attempt, Ending, Inclusion } from "./journal/entries.ts";

export interface Found {
  readonly ending: Extract<Ending, "mined" | "reverted" | "cancelled">;
  readonly inclusion: Inclusion;
}

/** The one of an action's transactions that is in the chain; undefined where none is. */
export async function foundOf(rpc: Eip1193, attempts: readonly Attempt[]): Promise<Found | undefined> {
  for (const { hash, cancels } of attempts) {
    const receipt = await rpc.request({ method: "eth_getTransactionReceipt", params: [hash] });
    if (receipt === null) continue;
    if (receipt.transactionHash?.toLowerCase() !== hash)
      throw new GarbledAnswer("another transaction's receipt");
    const gasUsed = BigInt(receipt.gasUsed);
    const inclusion = {
      hash,
      block: Number(receipt.blockNumber),
      blockHash: String(receipt.blockHash),
      gasUsed,
      fee: gasUsed * BigInt(receipt.effectiveGasPrice ?? 0),
    };
    const ending = cancels ? "cancelled" : receipt.status === "0x1" ? "mined" : "reverted";
    return { ending, inclusion };
  }
  return undefined;
}

export async function isKnown(rpc: Eip1193, hash: string): Promise<boolean> {
  return (await rpc.request({ method: "eth_getTransactionByHash", params: [hash] })) !== null;
}
