/** The gas of a loop's slow way out: a slice's debt into Lido's withdrawal queue, and what it has paid back home. */
import { Action } from "../../strategies/decision.ts";
import { withLidoQueue } from "../worlds/lido-queue-on-chain.ts";
import type { GasReading } from "./gas-reading.ts";
import { MeteredVault } from "./metered-vault.ts";

const STETH = 10n ** 18n;

export const gas: GasReading = {
  name: "a loop's exit through Lido's queue",
  async run() {
    const vault = await MeteredVault.open(await withLidoQueue());
    try {
      await vault.deposit("alice", 100n * STETH);
      await vault.observe();
      await vault.allocate(90n * STETH);
      await vault.execute(Action.lever);
      const start = await vault.startExit(STETH / 2n);
      await vault.finalize();
      return { "loop-start-exit": start, "loop-finish-exit": await vault.finishExit() };
    } finally {
      await vault.close();
    }
  },
};
