/** The same deployment on either generation of Aave, and for either way in which a lender prices its collateral. */
import { ZeroAddress } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { interfaceOf } from "../contracts/artifacts.ts";
import { addressBook } from "../devnet/addresses.ts";
import { startChain } from "../devnet/chain.ts";
import { loadWorld } from "../devnet/genesis/load-world.ts";
import { openHardhatNetwork } from "../devnet/hardhat-network.ts";
import { Action } from "../strategies/decision.ts";
import { aaveV36World } from "../test/worlds/aave-v3.6-world.ts";
import { VaultOnChain } from "../test/worlds/vault-on-chain.ts";
import { borrowRateReader } from "./borrow-rate.ts";

const STETH = 10n ** 18n;
const HOUR = 3_600;
/** v3.6 is compiled, and its world built, where no test has needed them before. */
const OPENING_MILLISECONDS = 300_000;

async function withAaveV36(): Promise<VaultOnChain["chain"]> {
  const { world } = await aaveV36World();
  const network = await openHardhatNetwork();
  await loadWorld(network.provider, world);
  return network;
}

describe.each([
  ["v3.0", startChain, "AaveV30BorrowRate", "market"],
  ["v3.6", withAaveV36, "AaveV36BorrowRate", "redemption"],
] as const)("on Aave %s", (_, open, reader, lender) => {
  let world: VaultOnChain;

  beforeAll(async () => {
    world = await VaultOnChain.deployedOn(await open(), {}, lender);
  }, OPENING_MILLISECONDS);

  afterAll(() => world.close());

  test("the reader is the one that its rate strategy answers", async () => {
    expect(await borrowRateReader(world.chain.provider)).toBe(reader);
  });

  test(`a lender that is said to price by ${lender} is taken for one`, async () => {
    const { lenderAtMarket } = await world.strategy.getFunction("risk")();
    expect(lenderAtMarket).toBe(lender === "market" ? 1n : 0n);
    const feed = lender === "market" ? addressBook.stethEthFeed.address : ZeroAddress;
    expect(await world.strategy.getFunction("lenderFeed")()).toBe(feed);
  });

  test("the loop reads what a loan costs, and levers", async () => {
    await world.deposit("alice", 100n * STETH);
    const { vault, strategy } = world.deployment.contracts;
    await world.send("keeper", vault, interfaceOf("KeelVault"), "allocate", [strategy, 80n * STETH]);
    await world.observe(HOUR);
    const { borrowRate } = await world.strategy.getFunction("risk")();
    // At a utilisation of 41%, 3% · 0.41 / 0.7.
    expect(Number(borrowRate) / 1e9).toBeCloseTo(0.0177, 3);
    const { action, target } = await world.strategy.getFunction("check")();
    expect(Number(action)).toBe(Action.lever);
    await world.send("keeper", strategy, interfaceOf("LeveragedLoopStrategy"), "execute", [
      action,
      target,
      0,
    ]);
    expect((await world.strategy.getFunction("risk")()).ltv).toBeGreaterThan(650_000_000n);
  });
});
