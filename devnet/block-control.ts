/**
 * Blocks when we say so: at a given time, with given transactions in a given order. What a chain does in between depends
 * on nothing else, so the same calls give the same blocks, hashes included.
 */
import type { TransactionReceipt, TransactionRequest } from "ethers";
import type { DevnetProvider } from "./provider.ts";

export interface MinedBlock {
  readonly number: number;
  readonly hash: string;
  /** Unix seconds. */
  readonly timestamp: number;
  /** One a transaction, in the order mined; a reverted transaction has status 0. */
  readonly receipts: readonly TransactionReceipt[];
}

export class BlockControl {
  readonly #provider: DevnetProvider;

  private constructor(provider: DevnetProvider) {
    this.#provider = provider;
  }

  /** Takes over from the chain, which until now mined a block for every transaction. */
  static async take(provider: DevnetProvider): Promise<BlockControl> {
    await provider.send("evm_setAutomine", [false]);
    return new BlockControl(provider);
  }

  /** Lets the chain mine a block for every transaction again. */
  async release(): Promise<void> {
    await this.#provider.send("evm_setAutomine", [true]);
  }

  /**
   * Queues a transaction for the next block, behind those already queued.
   * @param transaction `from` is an account whose key the chain holds
   * @returns its hash
   */
  queue(transaction: TransactionRequest & { from: string }): Promise<string> {
    return this.#provider.signerOf(transaction.from).sendUncheckedTransaction(transaction);
  }

  /**
   * Mines one block of what is queued, whoever queued it, in the order of arrival.
   * @param timestamp Unix seconds, later than the latest block's
   */
  async mine(timestamp: number): Promise<MinedBlock> {
    await this.#provider.send("evm_setNextBlockTimestamp", [timestamp]);
    await this.#provider.send("evm_mine", []);
    const block = await this.#provider.getBlock("latest");
    if (block?.hash == null) throw new Error("the chain mined no block");
    const receipts: TransactionReceipt[] = [];
    for (const hash of block.transactions) {
      const receipt = await this.#provider.getTransactionReceipt(hash);
      if (receipt === null) throw new Error(`transaction ${hash} was mined and has no receipt`);
      receipts.push(receipt);
    }
    return { number: block.number, hash: block.hash, timestamp: block.timestamp, receipts };
  }

  /**
   * Mines one block of exactly these transactions, in this order.
   * @throws if other transactions wait already, or if one of these does not fit into the block
   */
  async mineBlockOf(
    timestamp: number,
    transactions: readonly (TransactionRequest & { from: string })[],
  ): Promise<MinedBlock> {
    const hashes: string[] = [];
    for (const transaction of transactions) hashes.push(await this.queue(transaction));
    const block = await this.mine(timestamp);
    const mined = block.receipts.map(({ hash }) => hash);
    if (mined.join() !== hashes.join()) {
      throw new Error(
        `block ${block.number} holds ${mined.length} transactions, not the ${hashes.length} named`,
      );
    }
    return block;
  }
}
