/**
 * Plays a tape on the offline mainnet, two blocks a step: in the first the world moves to where the tape's row says, twelve
 * seconds later whoever keeps the vault acts. It reads what to do from the chain, through the same plan that the backtester
 * follows, and leaves every price and rate to the protocols' own code.
 */
import type { TransactionReceipt } from "ethers";
import { planStep } from "../../backtest/tape/plan.ts";
import type { StepPlan } from "../../backtest/tape/step-plan.ts";
import type { TapeRow } from "../../backtest/tape/tape.ts";
import type { Market } from "../../strategies/market/market.ts";
import { type Address, parties } from "../addresses.ts";
import { BlockControl, type MinedBlock } from "../block-control.ts";
import type { Eip1193 } from "../eip1193.ts";
import { DevnetProvider } from "../provider.ts";
import { readMarket } from "../read-market.ts";
import { readBeacon } from "./read-beacon.ts";
import { readRequests } from "./read-requests.ts";
import { allowances, type Sent, stepTransactions } from "./step-transactions.ts";

/** Seconds from the world's block to the keeper's: one slot of mainnet. */
export const KEEPER_DELAY = 12;

export interface WorldBlock {
  readonly plan: StepPlan;
  readonly block: MinedBlock;
  /** Receipts of what depositors and leavers sent, in their order. */
  readonly people: readonly TransactionReceipt[];
}

export class TapePlayer {
  readonly #chain: Eip1193;
  readonly #blocks: BlockControl;
  readonly #prices: Address;

  private constructor(chain: Eip1193, blocks: BlockControl, prices: Address) {
    this.#chain = chain;
    this.#blocks = blocks;
    this.#prices = prices;
  }

  /**
   * Takes the chain over until {@link close}.
   * @param prices Keel's price contract, poked in every world block
   * @param time of the block in which the market's people give their allowances, with `people` after them
   */
  static async open(
    chain: Eip1193,
    prices: Address,
    time: number,
    people: readonly Sent[],
  ): Promise<TapePlayer> {
    await chain.request({ method: "hardhat_impersonateAccount", params: [parties.lidoOracle] });
    const blocks = await BlockControl.take(new DevnetProvider(chain));
    const opened = await blocks.mineBlockOf(time, [...allowances(), ...people]);
    requireSuccess(opened.receipts, "an allowance");
    return new TapePlayer(chain, blocks, prices);
  }

  async close(): Promise<void> {
    await this.#blocks.release();
  }

  /** Mines the world's block of a step, with what depositors and leavers do behind it. */
  async moveWorld(row: TapeRow, people: readonly Sent[] = []): Promise<WorldBlock> {
    const market: Market = await readMarket(this.#chain);
    const withdrawalQueue = await readRequests(this.#chain);
    const plan = planStep(row, { ...market, ...(withdrawalQueue && { withdrawalQueue }) }, market.whales);
    const beacon = await readBeacon(this.#chain);
    const world = stepTransactions(plan, beacon, this.#prices);
    const block = await this.#blocks.mineBlockOf(row.time, [...world, ...people]);
    requireSuccess(block.receipts.slice(0, world.length), "a step of the market");
    return { plan, block, people: block.receipts.slice(world.length) };
  }

  /** Mines the keeper's block of a step: whatever it has sent by now. */
  async letKeeperAct(row: TapeRow): Promise<MinedBlock> {
    return this.#blocks.mine(row.time + KEEPER_DELAY);
  }
}

function requireSuccess(receipts: readonly TransactionReceipt[], what: string): void {
  const failed = receipts.find(({ status }) => status !== 1);
  if (failed !== undefined) {
    throw new Error(`${what} reverted in block ${failed.blockNumber} (transaction ${failed.index})`);
  }
}
