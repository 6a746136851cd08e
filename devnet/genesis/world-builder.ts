/**
 * The building site of the genesis world: a scratch chain on which contracts are placed and the market is set up by
 * ordinary transactions.
 */
import { getCreateAddress, Interface, toQuantity } from "ethers";
import { accounts } from "../accounts.ts";
import type { Address } from "../addresses.ts";
import { type HardhatNetwork, openHardhatNetwork } from "../hardhat-network.ts";
import { constructInPlace } from "../in-place.ts";
import { DevnetProvider } from "../provider.ts";
import { readWorld } from "./read-world.ts";
import type { WorldState } from "./world-state.ts";

export class WorldBuilder {
  readonly #network: HardhatNetwork;
  readonly #ethers: DevnetProvider;
  /** Accounts that were set rather than sent to. */
  readonly #placed = new Set<Address>();
  #timestamp: number;

  private constructor(network: HardhatNetwork, timestamp: number) {
    this.#network = network;
    this.#ethers = new DevnetProvider(network.provider);
    this.#timestamp = timestamp;
  }

  /** @param timestamp Unix time at which the first block of the scratch chain is built */
  static async open(timestamp: number): Promise<WorldBuilder> {
    const network = await openHardhatNetwork({
      network: {
        allowBlocksWithSameTimestamp: true,
        initialDate: new Date(timestamp * 1000).toISOString(),
      },
    });
    return new WorldBuilder(network, timestamp);
  }

  close(): Promise<void> {
    return this.#network.close();
  }

  /** All that follows happens at this Unix time. */
  advanceTo(timestamp: number): void {
    this.#timestamp = timestamp;
  }

  async setBalance(address: Address, wei: bigint): Promise<void> {
    this.#placed.add(address);
    await this.#request("hardhat_setBalance", address, toQuantity(wei));
  }

  /** Builds a contract at its mainnet address; the constructor's sender is the builder. */
  async place(address: Address, creationCode: string): Promise<void> {
    this.#placed.add(address);
    await this.#fixTime();
    await constructInPlace(this.#network.provider, { address, creationCode, from: accounts.builder });
  }

  /** Deploys a contract from the builder, at whatever address that gives. */
  async deploy(creationCode: string): Promise<Address> {
    const nonce = await this.#ethers.getTransactionCount(accounts.builder);
    await this.#mine(accounts.builder, { data: creationCode });
    return getCreateAddress({ from: accounts.builder, nonce }) as Address;
  }

  /**
   * Calls a function in a transaction of its own.
   * @param signature human-readable, without `function`, e.g. `deposit(uint256 amount)`
   */
  async send(
    from: Address,
    to: Address,
    signature: string,
    args: readonly unknown[] = [],
    value = 0n,
  ): Promise<void> {
    const data = new Interface([`function ${signature}`]).encodeFunctionData(nameOf(signature), args);
    await this.#mine(from, { to, data, value });
  }

  /** Reads one value. @param signature with its result, e.g. `balanceOf(address) view returns (uint256)` */
  async read(to: Address, signature: string, args: readonly unknown[] = []): Promise<bigint> {
    const functions = new Interface([`function ${signature}`]);
    const data = functions.encodeFunctionData(nameOf(signature), args);
    const [value] = functions.decodeFunctionResult(nameOf(signature), await this.#ethers.call({ to, data }));
    return BigInt(value);
  }

  /** Everything that was placed, or touched by any transaction, as it is now. */
  finish(): Promise<WorldState> {
    return readWorld(this.#network.provider, this.#placed);
  }

  async #mine(from: Address, transaction: { to?: Address; data: string; value?: bigint }): Promise<void> {
    await this.#fixTime();
    const signer = this.#ethers.signerOf(from);
    const hash = await signer.sendUncheckedTransaction({ ...transaction, gasLimit: 15_000_000n });
    const receipt = await this.#request("eth_getTransactionReceipt", hash);
    if (receipt.status === "0x1") return;
    // The same call again, for the reason that it gives.
    await this.#ethers.call({ from, ...transaction });
    throw new Error(`transaction ${hash} from ${from} to ${transaction.to ?? "a new contract"} reverted`);
  }

  #fixTime(): Promise<void> {
    return this.#request("evm_setNextBlockTimestamp", this.#timestamp);
  }

  // biome-ignore lint/suspicious/noExplicitAny: what a JSON-RPC method answers is known by its caller alone
  #request(method: string, ...params: unknown[]): Promise<any> {
    return this.#network.provider.request({ method, params });
  }
}

const nameOf = (signature: string): string => signature.slice(0, signature.indexOf("("));
