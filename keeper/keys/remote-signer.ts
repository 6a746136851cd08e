/**
 * A key that never comes here: a signer behind JSON-RPC (`eth_signTransaction`, as Web3Signer and clef serve it). What it sends
 * back is taken apart: only the transaction that was asked for, signed by the address that was named, is used.
 */
import { resolveProperties, Transaction, type TransactionLike, toQuantity } from "ethers";
import type { Eip1193 } from "../../devnet/eip1193.ts";
import { KeelError } from "../../errors/keel-error.ts";
import type { TransactionSigner } from "../send.ts";

export function remoteSigner(rpc: Eip1193, address: string): TransactionSigner {
  return {
    address,
    async signTransaction(request) {
      const wanted = Transaction.from((await resolveProperties(request)) as TransactionLike<string>);
      const answer = await rpc.request({ method: "eth_signTransaction", params: [asked(wanted, address)] });
      return requireSame(typeof answer === "string" ? answer : answer?.raw, wanted, address);
    },
  };
}

function asked(wanted: Transaction, from: string): object {
  return {
    type: toQuantity(2),
    chainId: toQuantity(wanted.chainId),
    from,
    to: wanted.to,
    nonce: toQuantity(wanted.nonce),
    gas: toQuantity(wanted.gasLimit),
    maxFeePerGas: toQuantity(wanted.maxFeePerGas ?? 0n),
    maxPriorityFeePerGas: toQuantity(wanted.maxPriorityFeePerGas ?? 0n),
    value: toQuantity(wanted.value),
    data: wanted.data,
    accessList: [],
  };
}

/** @throws KEEL_SIGNER_ANSWER */
function requireSame(raw: unknown, wanted: Transaction, address: string): string {
  try {
    const signed = Transaction.from(String(raw));
    if (signed.unsignedHash === wanted.unsignedHash && signed.from?.toLowerCase() === address.toLowerCase())
      return signed.serialized;
  } catch {
    // What is no transaction is not the one that was asked for either.
  }
  throw new KeelError(
    "KEEL_SIGNER_ANSWER",
    `the remote signer sent back something else than the transaction that was asked for, signed by ${address}`,
    "Check the signer's key and version",
  );
}
