import { expect, test } from "vitest";
import { accounts } from "./accounts.ts";
import { addressBook } from "./addresses.ts";
import { BlockControl, type MinedBlock } from "./block-control.ts";
import { startChain } from "./chain.ts";
import { GENESIS_TIMESTAMP } from "./genesis/genesis-time.ts";
import { DevnetProvider } from "./provider.ts";

const SIX_HOURS = 6 * 3_600;
/** Selector of the feed's `transmit()`. */
const TRANSMIT = "0x1200f248";

const { aavePool, stethEthFeed } = addressBook;

/** Two steps of two blocks each, on a chain of their own, with some reads in between. */
async function playTwoSteps(reads = 0): Promise<MinedBlock[]> {
  const chain = await startChain();
  const provider = new DevnetProvider(chain.provider);
  const blocks = await BlockControl.take(provider);
  const mined: MinedBlock[] = [];
  for (const step of [1, 2]) {
    const time = GENESIS_TIMESTAMP + step * SIX_HOURS;
    mined.push(
      await blocks.mineBlockOf(time, [
        { from: accounts.trader, to: accounts.bob, value: 2n },
        { from: accounts.liquidityProvider, to: accounts.bob, value: 1n },
        { from: accounts.trader, to: aavePool.address, data: "0x12345678" },
        { from: accounts.transmitter, to: stethEthFeed.address, data: TRANSMIT },
      ]),
    );
    const transmit = { from: accounts.keeper, to: stethEthFeed.address, data: TRANSMIT };
    for (let read = 0; read < reads; read++) {
      await provider.call({ ...transmit, blockTag: "pending" });
      await provider.estimateGas(transmit);
    }
    await blocks.queue({ from: accounts.keeper, to: accounts.bob, value: 3n });
    mined.push(await blocks.mine(time + 12));
  }
  await chain.close();
  return mined;
}

test("a step mines two blocks, at its time and 12 s later, in the order of sending, reverts included", async () => {
  const mined = await playTwoSteps();
  expect(mined.map(({ number }) => number)).toEqual([2, 3, 4, 5]);
  expect(mined.map(({ timestamp }) => timestamp - GENESIS_TIMESTAMP)).toEqual([
    SIX_HOURS,
    SIX_HOURS + 12,
    2 * SIX_HOURS,
    2 * SIX_HOURS + 12,
  ]);
  const { trader, liquidityProvider, transmitter, keeper } = accounts;
  expect(mined[0]?.receipts.map(({ from }) => from)).toEqual([
    trader,
    liquidityProvider,
    trader,
    transmitter,
  ]);
  expect(mined[0]?.receipts.map(({ status }) => status)).toEqual([1, 1, 0, 1]);
  expect(mined[1]?.receipts.map(({ from }) => from)).toEqual([keeper]);
}, 60_000);

test("the same steps on another chain give the same blocks, hash by hash, however much is read between", async () => {
  const hashes = async (reads: number) => (await playTwoSteps(reads)).map(({ hash }) => hash);
  expect(await hashes(0)).toEqual(await hashes(3));
}, 60_000);
