/** The gas of whole transactions on a vault that restakes in Symbiotic and is in use: others are there, an exit went before. */
import { Action } from "../../strategies/decision.ts";
import { RestakingOnChain } from "../worlds/restaking-on-chain.ts";
import { EPOCH } from "../worlds/symbiotic-vault.ts";
import type { GasReading } from "./gas-reading.ts";

const STETH = 10n ** 18n;

export const gas: GasReading = {
  name: "restaking",
  async run() {
    const world = await RestakingOnChain.open();
    try {
      const { strategy } = world.contracts;
      const startExit = (units: bigint) => world.onVault("keeper", "startExit", [strategy, units]);
      await world.deposit("alice", 500n * STETH);
      await world.onVault("keeper", "allocate", [strategy, 300n * STETH]);
      await startExit(20n * STETH);
      await world.wait(2 * EPOCH);
      const claim = await world.execute(Action.claim);
      return {
        "restaking-claim": claim,
        "restaking-deposit": await world.deposit("bob", 60n * STETH),
        "restaking-allocate": await world.onVault("keeper", "allocate", [strategy, 50n * STETH]),
        "restaking-start-exit": await startExit(30n * STETH),
      };
    } finally {
      await world.close();
    }
  },
};
