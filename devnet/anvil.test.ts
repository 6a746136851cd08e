import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { Contract } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accounts } from "./accounts.ts";
import { addressBook } from "./addresses.ts";
import { startChain } from "./chain.ts";
import { checkPlaces } from "./code-check.ts";
import { ensureGenesis, type Genesis } from "./genesis/genesis-file.ts";
import { GENESIS_TIMESTAMP } from "./genesis/genesis-time.ts";
import { loadWorld } from "./genesis/load-world.ts";
import { DevnetProvider } from "./provider.ts";
import { RpcNode } from "./rpc-node.ts";

/** The launcher script of anvil's package, or `undefined` where the package or its binary for this machine is missing. */
function anvil(): string | undefined {
  const { resolve } = createRequire(import.meta.url);
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  try {
    resolve(`@foundry-rs/anvil-${process.platform}-${architecture}/package.json`);
    return resolve("@foundry-rs/anvil/package.json").replace("package.json", "bin.mjs");
  } catch {
    return undefined;
  }
}

const launcher = anvil();
/** An hour before genesis, since the genesis block must be younger than anvil's own first one. */
const FIRST_BLOCK = String(GENESIS_TIMESTAMP - 3_600);

describe.skipIf(launcher === undefined)("anvil", () => {
  let genesis: Genesis;
  let child: ChildProcess;
  let node: RpcNode;

  beforeAll(async () => {
    genesis = await ensureGenesis();
    const options = ["--port", "0", "--chain-id", "1", "--hardfork", "prague", "--timestamp", FIRST_BLOCK];
    child = spawn(process.execPath, [launcher ?? "", ...options, "--base-fee", "0", "--accounts", "11"]);
    const url = await new Promise<string>((resolve, reject) => {
      let output = "";
      child.stdout?.on("data", (chunk) => {
        output += chunk;
        const port = /Listening on 127\.0\.0\.1:(\d+)/.exec(output)?.[1];
        if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
      });
      child.once("exit", (code) => reject(new Error(`anvil ended with ${code}: ${output}`)));
    });
    node = new RpcNode(url);
    await loadWorld(node, genesis.world);
  });

  afterAll(() => {
    child.removeAllListeners("exit");
    child.kill();
  });

  test("holds the genesis world's code at every address", async () => {
    const places = await checkPlaces(node, genesis.world);
    expect(places.filter(({ code }) => code !== "present")).toEqual([]);
  });

  test("begins at the genesis time and lends as the in-process chain does, to the wei", async () => {
    const chain = await startChain();
    const owed: bigint[] = [];
    for (const provider of [new DevnetProvider(node), new DevnetProvider(chain.provider)]) {
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
