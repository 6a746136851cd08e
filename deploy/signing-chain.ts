/**
 * A chain that signs what it is asked to send with one key of ours, so that a deployment needs no unlocked account on the
 * node and runs alike on a node in this process and on any other.
 */
import type { BaseWallet } from "ethers";
import type { Eip1193 } from "../devnet/eip1193.ts";

interface SendTransaction {
  readonly to?: string;
  readonly data?: string;
  readonly value?: string;
  readonly nonce: string;
  readonly gas: string;
  readonly maxFeePerGas: string;
  readonly maxPriorityFeePerGas: string;
}

export function signingChain(chain: Eip1193, signer: BaseWallet, chainId: bigint): Eip1193 {
  const sign = (wanted: SendTransaction) =>
    signer.signTransaction({
      type: 2,
      chainId,
      to: wanted.to ?? null,
      data: wanted.data ?? "0x",
      value: wanted.value ?? 0n,
      nonce: Number(wanted.nonce),
      gasLimit: wanted.gas,
      maxFeePerGas: wanted.maxFeePerGas,
      maxPriorityFeePerGas: wanted.maxPriorityFeePerGas,
    });

  return {
    async request({ method, params }) {
      if (method === "eth_accounts") return [signer.address];
      if (method !== "eth_sendTransaction") return chain.request({ method, ...(params ? { params } : {}) });
      const [wanted] = params as readonly [SendTransaction];
      return chain.request({ method: "eth_sendRawTransaction", params: [await sign(wanted)] });
    },
  };
}
