/**
 * An ethers provider over a chain in this process: no cache, no batching, and signers that name gas and fee themselves
 * instead of asking the node for an estimate before every transaction.
 */
import {
  JsonRpcApiProvider,
  type JsonRpcError,
  type JsonRpcPayload,
  type JsonRpcResult,
  JsonRpcSigner,
  Network,
  type TransactionRequest,
} from "ethers";
import type { Eip1193 } from "./eip1193.ts";

/** Enough for every transaction of the devnet, a flash-loan lever included, and a sixth of a block. */
export const DEFAULT_GAS_LIMIT = 10_000_000n;

/** How often `wait()` looks for its receipt; the chain is a function call away. */
const POLLING_MILLISECONDS = 20;

export class DevnetProvider extends JsonRpcApiProvider {
  readonly #chain: Eip1193;

  constructor(chain: Eip1193, chainId = 1) {
    const network = Network.from(chainId);
    super(network, {
      staticNetwork: network,
      cacheTimeout: -1,
      batchMaxCount: 1,
      polling: true,
      pollingInterval: POLLING_MILLISECONDS,
    });
    this.#chain = chain;
    this._start();
  }

  override async send(method: string, params: unknown[] | Record<string, unknown>): Promise<unknown> {
    try {
      return await this.#chain.request({ method, params });
    } catch (error) {
      const { code, message, data } = error as { code?: unknown; message: string; data?: unknown };
      // Only an answer of the chain has a number for a code; what else went wrong is not ethers' to reword.
      if (typeof code !== "number") throw error;
      const payload: JsonRpcPayload = { id: 1, jsonrpc: "2.0", method, params };
      throw this.getRpcError(payload, { id: 1, error: { code, message, data } });
    }
  }

  override async _send(): Promise<(JsonRpcResult | JsonRpcError)[]> {
    throw new Error("send() answers every request; nothing is ever queued for _send()");
  }

  /** The signer of an account whose key the chain holds; it needs no list of accounts first. */
  override async getSigner(address: string): Promise<DevnetSigner> {
    return this.signerOf(address);
  }

  signerOf(address: string): DevnetSigner {
    return new DevnetSigner(this, address);
  }
}

export class DevnetSigner extends JsonRpcSigner {
  /** Fills in gas limit and a fee of zero where the transaction names none. */
  override sendUncheckedTransaction(transaction: TransactionRequest): Promise<string> {
    const gasLimit = transaction.gasLimit ?? DEFAULT_GAS_LIMIT;
    const namesFee = transaction.gasPrice != null || transaction.maxFeePerGas != null;
    return super.sendUncheckedTransaction({
      ...transaction,
      gasLimit,
      ...(namesFee ? {} : { gasPrice: 0n }),
    });
  }
}
