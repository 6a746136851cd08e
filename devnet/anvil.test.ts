import { Contract } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AnvilNode, HAS_ANVIL, startAnvil } from "../test/worlds/anvil-node.ts";
import { accounts } from "./accounts.ts";
import { addressBook } from "./addresses.ts";
import { startChain } from "./chain.ts";
import { checkPlaces } from "./code-check.ts";
import { ensureGenesis, type Genesis } from "./genesis/genesis-file.ts";
import { GENESIS_TIMESTAMP } from "./genesis/genesis-time.ts";
import { DevnetProvider } from "./provider.ts";

describe.skipIf(!HAS_ANVIL)("anvil", () => {
  let genesis: Genesis;
  let anvil: AnvilNode;

  beforeAll(async () => {
    genesis = await ensureGenesis();
    anvil = await startAnvil();
  });

  afterAll(() => anvil.close());

  test("holds the genesis world's code at every address", async () => {
    const places = await checkPlaces(anvil.node, genesis.world);
    expect(places.filter(({ code }) => code !== "present")).toEqual([]);
  });

  test("begins at the genesis time and lends as the in-process chain does, to the wei", async () => {
    const chain = await startChain();
    const owed: bigint[] = [];
    for (const provider of [new DevnetProvider(anvil.node), new DevnetProvider(chain.provider)]) {
      expect((await provider.getBlock("latest"))?.timestamp).toBe(GENESIS_TIMESTAMP);
      const signer = provider.signerOf(accounts.borrowerWhale);
      const pool = new Contract(
        addressBook.aavePool.address,
        ["function borrow(address, uint256, uint256, uint16, address)"],
        signer,
      );
      await provider.send("evm_setNextBlockTimestamp", [GENESIS_TIMESTAMP + 86_400]);
      const loan = [addressBook.weth.address, 10n ** 18n, 2, 0, accounts.borrowerWhale];
      const transaction = await pool.getFunction("borrow")(...loan);
      await provider.waitForTransaction(transaction.hash);
      const debt = new Contract(
        addressBook.variableDebtWETH.address,
        ["function scaledBalanceOf(address) view returns (uint256)"],
        provider,
      );
      owed.push(await debt.getFunction("scaledBalanceOf")(accounts.borrowerWhale));
    }
    expect(owed[0]).toBe(owed[1]);
    await chain.close();
  });
});
