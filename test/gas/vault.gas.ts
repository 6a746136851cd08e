/**
 * The gas of whole transactions on a vault that is in use: a second depositor, a position that has debt already. Only
 * `deposit-first` meets an empty vault.
 */
import { Action } from "../../strategies/decision.ts";
import type { GasReading } from "./gas-reading.ts";
import { MeteredVault } from "./metered-vault.ts";

const STETH = 10n ** 18n;
const HOUR = 3600;
/** Sales into the pool after which it pays about 0.965, and then about 0.93 ETH for one stETH. */
const TO_WATCH = 400_000n * STETH;
const TO_ABOVE_MAX = 100_000n * STETH;
/** The lender's threshold, basis points, at which the loop is past its ripcord line. */
const TIGHTER = 6_750;

/** The market is seen often enough for the average to get to where the pool is. */
async function settle(vault: MeteredVault): Promise<void> {
  for (let round = 0; round < 4; round++) {
    vault.wait(HOUR);
    await vault.observe();
  }
}

/** In with ether, out through the queue: a second request of a batch, settled from idle funds. */
async function leavePatiently(vault: MeteredVault): Promise<Record<string, number>> {
  const zapped = await vault.zapEther("carol", 50n * STETH);
  await vault.request("bob", 2n * STETH);
  const request = await vault.request("carol", 3n * STETH);
  await vault.observeExit();
  vault.wait(HOUR);
  const observed = await vault.observeExit();
  const settle = await vault.settle(5n * STETH);
  const claim = await vault.claim("carol", 3n * STETH);
  return { "zap-eth": zapped, request, "observe-exit": observed, settle, claim };
}

export const gas: GasReading = {
  name: "vault and loop",
  async run() {
    const vault = await MeteredVault.open();
    try {
      const first = await vault.deposit("alice", 100n * STETH);
      await vault.observe();
      await vault.allocate(90n * STETH);
      await vault.execute(Action.lever);
      vault.wait(13 * HOUR);
      const calm = {
        poke: await vault.observe(),
        deposit: await vault.deposit("bob", 60n * STETH),
        allocate: await vault.allocate(50n * STETH),
        lever: await vault.execute(Action.lever),
        redeem: await vault.redeem("bob", 2n * STETH),
        withdraw: await vault.withdraw("bob", 2n * STETH),
        "redeem-deep": await vault.redeemDeep("bob", 40n * STETH),
      };
      const patient = await leavePatiently(vault);
      await vault.sell(TO_WATCH);
      await settle(vault);
      const mark = await vault.execute(Action.mark);
      await vault.sell(TO_ABOVE_MAX);
      await settle(vault);
      const delever = await vault.execute(Action.delever);
      await vault.terms(5_000, TIGHTER);
      const ripcord = await vault.ripcord(10n * STETH);
      return { "deposit-first": first, ...calm, ...patient, mark, delever, ripcord };
    } finally {
      await vault.close();
    }
  },
};
