/** Signs a transaction and hands it over: the bytes are known, and in the journal, before anybody else has them. */
import { Transaction, type TransactionRequest } from "ethers";
import type { Eip1193 } from "../devnet/eip1193.ts";
import type { Block } from "./block.ts";
import type { Fees } from "./fees.ts";
import type { Call } from "./simulate.ts";

/** What of an ethers signer is needed here; whoever only looks can bring one that signs nothing. */
export interface TransactionSigner {
  readonly address: string;
  signTransaction(transaction: TransactionRequest): Promise<string>;
}

export interface Signed {
  readonly hash: string;
  readonly raw: string;
}

/** What nodes say to bytes that they or the chain already have: nothing is lost by having sent them twice. */
const HAVE_IT =
  /already known|already exists|known transaction|already imported|nonce too low|nonce too.*already/i;

export async function sign(
  signer: TransactionSigner,
  chainId: bigint,
  nonce: number,
  { to, data, gasLimit, value = 0n }: Call,
  fees: Fees,
): Promise<Signed> {
  const raw = await signer.signTransaction({ type: 2, chainId, nonce, to, data, value, gasLimit, ...fees });
  return { raw, hash: Transaction.from(raw).hash as string };
}

/** @throws what the node answered, unless that was that it has the transaction */
export async function broadcast(rpc: Eip1193, { raw }: Signed): Promise<void> {
  try {
    await rpc.request({ method: "eth_sendRawTransaction", params: [raw] });
  } catch (error) {
    if (!HAVE_IT.test((error as Error).message)) throw error;
  }
}

/**
 * The nonce of the account's next transaction.
 * @param tag `pending` counts those that wait as well; a block, so that it fits what was read at that block
 */
export async function nonceOf(
  rpc: Eip1193,
  address: string,
  tag: "latest" | "pending" | Pick<Block, "hash">,
): Promise<number> {
  const at = typeof tag === "string" ? tag : { blockHash: tag.hash };
  return Number(await rpc.request({ method: "eth_getTransactionCount", params: [address, at] }));
}
