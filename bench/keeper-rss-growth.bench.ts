/** What the keeper's process grows by over 10,000 blocks, its first 2,000 not counted. The chain is a recording: its own memory would hide the keeper's. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { id, toQuantity } from "ethers";
import { chainIdentity } from "../devnet/chain-identity.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { readBlock } from "../keeper/block.ts";
import { DEFAULT_KEEPER_PARAMS } from "../keeper/params.ts";
import { readSnapshots } from "../keeper/snapshot.ts";
import type { Watched } from "../keeper/watched.ts";
import { settledVault } from "../test/faults/jobs.ts";
import { VaultOnChain } from "../test/worlds/vault-on-chain.ts";
import type { Bench } from "./bench.ts";
import { quietFleet } from "./quiet-fleet.ts";

const BLOCKS = 10_000;
const WARM_UP = 2_000;
const MEGABYTE = 2 ** 20;

export const bench: Bench = {
  name: "keeper-rss-growth over 10,000 blocks",
  unit: "MB",
  target: 16,
  better: "lower",
  async run() {
    const { rpc, contracts } = await recording();
    const folder = mkdtempSync(join(tmpdir(), "keel-bench-"));
    const { fleet, close } = await quietFleet({
      ...{ rpc, identity: await chainIdentity(rpc), contracts, vaults: 1, params: DEFAULT_KEEPER_PARAMS },
      journal: join(folder, "keeper.sqlite"),
    });
    let before = 0;
    for (let block = 0; block < BLOCKS; block++) {
      await fleet.turn();
      if (block === WARM_UP) before = resident();
    }
    const grown = resident() - before;
    await close();
    rmSync(folder, { recursive: true });
    return grown / MEGABYTE;
  },
};

/** After everything that nobody needs any more was let go. */
function resident(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().rss;
}

/** A chain that gains a block with every look at its head, and stands still in all else. */
async function recording(): Promise<{ rpc: Eip1193; contracts: Watched }> {
  const world = await VaultOnChain.open();
  await settledVault(world);
  const { provider } = world.chain;
  const { contracts } = world.deployment;
  const latest = await provider.request({ method: "eth_getBlockByNumber", params: ["latest", false] });
  const { raw } = await readSnapshots(provider, [contracts], await readBlock(provider, "latest"), "latest");
  await world.close();
  let number = Number(latest.number);
  const answers: Record<string, () => unknown> = {
    eth_chainId: () => "0x1",
    eth_call: () => raw,
    hardhat_metadata: () => ({ instanceId: "recorded" }),
    eth_getTransactionCount: () => "0x0",
    eth_getTransactionReceipt: () => null,
  };
  const head = () => {
    number++;
    return { ...latest, number: toQuantity(number), hash: id(`${number}`), parentHash: id(`${number - 1}`) };
  };
  return {
    contracts,
    rpc: {
      async request({ method, params = [] }) {
        if (method !== "eth_getBlockByNumber") return answers[method]?.();
        return (params as unknown[])[0] === "latest" ? head() : latest;
      },
    },
  };
}
