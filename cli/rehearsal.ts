/** `keel keeper --rehearse`: what leaving costs now, tried on a fork of the node's chain in this process's memory. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatEther } from "ethers";
import { readDeployment } from "../deploy/records.ts";
import { toJson } from "../keeper/json.ts";
import { rehearse, type VaultRehearsal } from "../keeper/rehearse.ts";
import type { ConnectedChain } from "./chain.ts";
import type { Config } from "./config.ts";
import { showAge, showRatio } from "./ratio.ts";
import { newTable } from "./table.ts";

/** Prints the table and leaves `keeper/rehearsal.json` in the state directory. Nothing is signed, and the node's chain is not touched. */
export async function rehearseAll(config: Config, { rpc }: ConnectedChain): Promise<void> {
  const { contracts } = await readDeployment(rpc, config.stateDirectory);
  // Hardhat takes a second to load, which no other way to run the keeper should wait for.
  const { startChain } = await import("../devnet/chain.ts");
  const vaults = [contracts.vault, ...config.keeper.vaults.map(({ vault }) => vault)];
  const rehearsals: VaultRehearsal[] = [];
  for (const vault of vaults) {
    const fork = await startChain({ fork: { url: rpc.url } });
    try {
      rehearsals.push(await rehearse(fork.provider, vault));
    } finally {
      await fork.close();
    }
  }
  const path = join(config.stateDirectory, "keeper", "rehearsal.json");
  mkdirSync(join(config.stateDirectory, "keeper"), { recursive: true });
  writeFileSync(path, `${toJson(rehearsals)}\n`);
  for (const rehearsal of rehearsals) console.log(inWords(rehearsal));
}

function inWords({ vault, block, strategies }: VaultRehearsal): string {
  const table = newTable(
    ["strategy", "stuck on"],
    ["units in", "units out", "of them slowly", "left", "cost", "gas", "time"],
  );
  for (const each of strategies) {
    const units = [each.entryUnits, each.realisedUnits, each.slowUnits, each.leftUnits].map((value) =>
      Number(formatEther(value)).toFixed(6),
    );
    const cost = [showRatio(each.cost), `${each.gasUsed}`, showAge(each.seconds)];
    table.push([each.strategy, each.stuckOn ?? "", ...units, ...cost]);
  }
  return `vault ${vault}, unwound at block ${block}\n${table}`;
}
