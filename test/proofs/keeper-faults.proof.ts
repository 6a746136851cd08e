// The keeper against every fault of the catalogue, each with as many seeds: how many it came through, as a table.

import { newTable } from "../../cli/table.ts";
import { FAULTS } from "../faults/catalogue.ts";
import { drillOn, type Survival } from "../faults/fault.ts";
import { settledVault } from "../faults/jobs.ts";
import type { Proof } from "../proof.ts";
import { VaultOnChain } from "../worlds/vault-on-chain.ts";

const SEEDS_A_FAULT = 20;

export const proof: Proof = {
  name: "keeper-faults: KPR-01 to KPR-07 after each",
  cases: SEEDS_A_FAULT * FAULTS.length,
  async run({ cases, seed, onProgress }) {
    const world = await VaultOnChain.open({ port: 0 });
    try {
      await settledVault(world);
      const drilled: Survival[] = [];
      for (const fault of FAULTS) {
        for (let index = 0; index < Math.ceil(cases / FAULTS.length); index++) {
          drilled.push(await drillOn(world, fault, seed + index));
          onProgress?.(drilled.length);
        }
      }
      const failed = drilled.filter(({ problems }) => problems.length > 0);
      const [first] = failed;
      return {
        cases: drilled.length,
        failures: failed.length,
        table: survivalTable(drilled),
        ...(first && { firstFailure: `${first.fault}, seed ${first.seed}: ${first.problems.join("; ")}` }),
      };
    } finally {
      await world.close();
    }
  },
};

function survivalTable(drilled: readonly Survival[]): string {
  const table = newTable(["what befell it", "", "first seed lost"], ["survived", "of"]);
  for (const { group, name } of FAULTS) {
    const own = drilled.filter(({ fault }) => fault === name);
    const lost = own.filter(({ problems }) => problems.length > 0);
    const firstLost = lost[0] === undefined ? "" : `${lost[0].seed}: ${lost[0].problems[0]}`;
    table.push([group, name, firstLost, own.length - lost.length, own.length]);
  }
  return table.toString();
}
