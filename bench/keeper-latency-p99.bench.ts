/** From the start of a turn with a new head to the transaction in the node's hands: read, decide, try out, sign, write down, send. */
import { join } from "node:path";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { keeperSchema } from "../keeper/params.ts";
import { settledVault } from "../test/faults/jobs.ts";
import { VaultOnChain } from "../test/worlds/vault-on-chain.ts";
import type { Bench } from "./bench.ts";
import { quietFleet } from "./quiet-fleet.ts";

const BLOCKS = 300;
/** A look at the prices is due with every block. */
const PARAMS = keeperSchema.parse({ allocation: { pokeEvery: "1s" } });

export const bench: Bench = {
  name: "keeper-latency-p99",
  unit: "ms",
  // A twelfth of a slot, on a machine that does other things too.
  target: 1_000,
  better: "lower",
  async run() {
    const world = await VaultOnChain.open();
    try {
      await settledVault(world);
      let sentAt = 0;
      const rpc: Eip1193 = {
        request(call) {
          if (call.method === "eth_sendRawTransaction") sentAt = performance.now();
          return world.chain.provider.request(call);
        },
      };
      const { fleet, close } = await quietFleet({
        ...{ rpc, identity: world.chain.identity ?? "", vaults: 1, params: PARAMS },
        ...{ contracts: world.deployment.contracts, journal: join(world.stateDirectory, "latency.sqlite") },
      });
      const latencies: number[] = [];
      for (let block = 0; block < BLOCKS; block++) {
        await world.provider.send("evm_increaseTime", [12]);
        await world.provider.send("evm_mine", []);
        const begun = performance.now();
        sentAt = 0;
        await fleet.turn();
        if (sentAt > 0) latencies.push(sentAt - begun);
      }
      await close();
      if (latencies.length < BLOCKS / 2)
        throw new Error(`it sent in ${latencies.length} of ${BLOCKS} blocks`);
      return latencies.sort((a, b) => a - b)[Math.floor(latencies.length * 0.99)] ?? Number.NaN;
    } finally {
      await world.close();
    }
  },
};
