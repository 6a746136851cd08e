/** The gas of a loop that unwinds, since borrowing costs more than staking earns: all its debt repaid by one sale. */
import { Action } from "../../strategies/decision.ts";
import type { GasReading } from "./gas-reading.ts";
import { MeteredVault } from "./metered-vault.ts";

const STETH = 10n ** 18n;
const DAY = 86_400;
/** Of the lender's million: with them gone its rate is far beyond what staking earns. */
const TO_DEAR = 500_000n * STETH;

export const gas: GasReading = {
  name: "a loop that unwinds",
  async run() {
    const vault = await MeteredVault.open();
    try {
      await vault.deposit("alice", 100n * STETH);
      await vault.observe();
      await vault.allocate(90n * STETH);
      await vault.execute(Action.lever);
      await vault.borrowDearly(TO_DEAR);
      for (let day = 0; day < 2; day++) {
        vault.wait(DAY);
        await vault.observe();
      }
      return { unwind: await vault.execute(Action.delever) };
    } finally {
      await vault.close();
    }
  },
};
