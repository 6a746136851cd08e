// A throwaway chain in this process, to ask genuine contracts what they answer.

import { Interface } from "ethers";
import { loadWorld } from "../../devnet/genesis/load-world.ts";
import { multicall3CreationCode } from "../../devnet/genesis/package-artifacts.ts";
import type { WorldState } from "../../devnet/genesis/world-state.ts";
import { type HardhatNetwork, openHardhatNetwork } from "../../devnet/hardhat-network.ts";

const MULTICALL = new Interface([
  "function aggregate3((address target, bool allowFailure, bytes callData)[]) payable returns ((bool success, bytes returnData)[])",
]);

/** As many as fit the gas of one call with room to spare. */
const CALLS_A_BATCH = 250;
const GAS_A_BATCH = "0x1dcd6500";
const GAS_A_TRANSACTION = "0xbebc200";

/** A call by its target and encoded data. */
export type Call = readonly [to: string, data: string];

export type Log = { readonly topics: readonly string[]; readonly data: string };

type Receipt = { status: string; contractAddress: string | null; logs: readonly Log[] };

export class LocalEvm {
  readonly sender: string;
  readonly #network: HardhatNetwork;
  #multicall = "";

  private constructor(network: HardhatNetwork, sender: string) {
    this.#network = network;
    this.sender = sender;
  }

  /** An empty chain, or one that holds the given world. */
  static async open(world: WorldState = {}): Promise<LocalEvm> {
    const network = await openHardhatNetwork({
      network: { allowBlocksWithSameTimestamp: true, blockGasLimit: BigInt(GAS_A_BATCH) },
    });
    await loadWorld(network.provider, world);
    const [sender] = (await network.provider.request({ method: "eth_accounts" })) as string[];
    if (sender === undefined) throw new Error("the chain holds no key");
    const evm = new LocalEvm(network, sender);
    evm.#multicall = await evm.deploy(multicall3CreationCode());
    return evm;
  }

  close(): Promise<void> {
    return this.#network.close();
  }

  async request<Answer>(method: string, ...params: unknown[]): Promise<Answer> {
    return (await this.#network.provider.request({ method, params })) as Answer;
  }

  /** The latest block's time. */
  async now(): Promise<number> {
    const { timestamp } = await this.request<{ timestamp: string }>("eth_getBlockByNumber", "latest", false);
    return Number(timestamp);
  }

  /** Remembers the chain as it is now; what is returned brings it back to that, as often as wanted. */
  async checkpoint(): Promise<() => Promise<void>> {
    let snapshot = await this.request<string>("evm_snapshot");
    return async () => {
      await this.request("evm_revert", snapshot);
      snapshot = await this.request("evm_snapshot");
    };
  }

  /** Deploys creation code and returns the address. */
  async deploy(creationCode: string): Promise<string> {
    const { contractAddress } = await this.#mine({ from: this.sender, data: creationCode });
    if (contractAddress === null) throw new Error("the deployment failed");
    return contractAddress;
  }

  /** Sends a transaction that must go through and returns what it logged. */
  async send(to: string, data: string): Promise<readonly Log[]> {
    const { status, logs } = await this.#mine({ from: this.sender, to, data });
    if (status !== "0x1") throw new Error(`the transaction to ${to} reverted`);
    return logs;
  }

  /** The answers of many calls; undefined where one reverts. */
  async callAll(calls: readonly Call[]): Promise<(string | undefined)[]> {
    const answers: (string | undefined)[] = [];
    for (let start = 0; start < calls.length; start += CALLS_A_BATCH) {
      const batch = calls.slice(start, start + CALLS_A_BATCH).map(([to, data]) => [to, true, data]);
      const data = MULTICALL.encodeFunctionData("aggregate3", [batch]);
      const call = { from: this.sender, to: this.#multicall, data, gas: GAS_A_BATCH };
      const answer = await this.request<string>("eth_call", call, "latest");
      const [results] = MULTICALL.decodeFunctionResult("aggregate3", answer);
      for (const [success, returned] of results) answers.push(success ? returned : undefined);
    }
    return answers;
  }

  async #mine(transaction: Record<string, string>): Promise<Receipt> {
    const hash = await this.request<string>("eth_sendTransaction", {
      gas: GAS_A_TRANSACTION,
      gasPrice: "0x0",
      ...transaction,
    });
    return this.request("eth_getTransactionReceipt", hash);
  }
}
