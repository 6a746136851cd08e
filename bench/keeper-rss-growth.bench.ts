/**
 * What the keeper's process grows by over 10,000 blocks, its first 2,000 not counted. The chain is a recording, since its own memory
 * would hide the keeper's; and the young generation has one size, since V8's own growing of it would pass for the keeper's.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBlock } from "../keeper/block.ts";
import { readSnapshots } from "../keeper/snapshot.ts";
import { settledVault } from "../test/faults/jobs.ts";
import { VaultOnChain } from "../test/worlds/vault-on-chain.ts";
import type { Bench } from "./bench.ts";
import type { Recording } from "./keeper-process.ts";

const BLOCKS = 10_000;
const WARM_UP = 2_000;
const PROCESS = join(import.meta.dirname, "keeper-process.ts");
const FLAGS = ["--expose-gc", "--min-semi-space-size=16", "--max-semi-space-size=16"];

export const bench: Bench = {
  name: "keeper-rss-growth over 10,000 blocks",
  unit: "MB",
  target: 4,
  better: "lower",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "keel-bench-"));
    try {
      const path = join(folder, "recording.json");
      writeFileSync(path, JSON.stringify(await recording()));
      const args = [...FLAGS, PROCESS, path, join(folder, "keeper.sqlite"), `${WARM_UP}`, `${BLOCKS}`];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
      if (status !== 0) throw new Error(`the keeper's process ended with code ${status}: ${stderr}`);
      return JSON.parse(stdout).resident;
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

async function recording(): Promise<Recording> {
  const world = await VaultOnChain.open();
  try {
    await settledVault(world);
    const { provider } = world.chain;
    const { contracts } = world.deployment;
    const latest = await provider.request({ method: "eth_getBlockByNumber", params: ["latest", false] });
    const { raw } = await readSnapshots(provider, [contracts], await readBlock(provider, "latest"), "latest");
    return { latest, raw, contracts };
  } finally {
    await world.close();
  }
}
