/** What a block costs in requests while nothing is to be done: the most of 1, 10 and 100 vaults. */
import { join } from "node:path";
import { DEFAULT_KEEPER_PARAMS } from "../keeper/params.ts";
import { settledVault } from "../test/faults/jobs.ts";
import { VaultOnChain } from "../test/worlds/vault-on-chain.ts";
import type { Bench } from "./bench.ts";
import { quietFleet } from "./quiet-fleet.ts";

const FLEETS = [1, 10, 100];
const BLOCKS = 3;

export const bench: Bench = {
  name: "keeper-requests-per-block, up to 100 vaults",
  unit: "requests",
  target: 2,
  better: "lower",
  async run() {
    const world = await VaultOnChain.open();
    try {
      await settledVault(world);
      let most = 0;
      for (const vaults of FLEETS) {
        const { fleet, requests, close } = await quietFleet({
          ...{ rpc: world.chain.provider, identity: world.chain.identity ?? "", vaults },
          ...{ contracts: world.deployment.contracts, params: DEFAULT_KEEPER_PARAMS },
          journal: join(world.stateDirectory, `requests-${vaults}.sqlite`),
        });
        await fleet.turn();
        requests();
        for (let block = 0; block < BLOCKS; block++) {
          await world.provider.send("evm_mine", []);
          await fleet.turn();
          most = Math.max(most, requests());
        }
        await close();
      }
      return most;
    } finally {
      await world.close();
    }
  },
};
