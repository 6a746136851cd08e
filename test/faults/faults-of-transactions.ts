/** Drills in which a transaction meets what transactions meet. */
import { toQuantity } from "ethers";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { accounts } from "../../devnet/accounts.ts";
import type { Drill } from "./drill.ts";
import type { FaultDrill } from "./fault.ts";
import type { Fault } from "./fault-proxy.ts";
import { requireHealth } from "./faults-of-nodes.ts";
import { allocate, delever } from "./jobs.ts";

const GWEI = 10n ** 9n;

/** Both nodes tell a nonce that is off by so many. */
export const nonceOff =
  (by: number): Fault =>
  async ({ method }, pass) => {
    const reply = await pass();
    if (method !== "eth_getTransactionCount" || typeof reply !== "object" || !("result" in reply))
      return reply;
    return { result: toQuantity(Math.max(Number(reply.result) + by, 0)) };
  };

function misnumbered(name: string, by: (drill: Drill) => number): FaultDrill {
  return {
    group: "transaction",
    name,
    // The transactions that do nothing but fill the hole wait beside the action.
    allows: { inFlight: 3 },
    async play(drill) {
      const lifts = drill.proxies.map((proxy) => proxy.inject(nonceOff(by(drill))));
      await drill.slots(drill.random.between(1, 3));
      for (const lift of lifts) lift();
      await drill.untilDone(30);
      requireHealth(drill, true);
    },
  };
}

async function sendForeign(drill: Drill, nonce?: number): Promise<void> {
  const { provider } = drill.world;
  drill.foreign++;
  await provider.signerOf(accounts.keeper).sendUncheckedTransaction({
    ...{
      to: accounts.keeper,
      gasLimit: 21_000n,
      maxFeePerGas: 3_000n * GWEI,
      maxPriorityFeePerGas: 50n * GWEI,
    },
    ...(nonce !== undefined && { nonce }),
  });
}

export const FAULTS_OF_TRANSACTIONS: readonly FaultDrill[] = [
  misnumbered("nonce too low", () => -1),
  misnumbered("nonce gap", ({ random }) => random.between(1, 2)),
  {
    group: "transaction",
    name: "nonce ahead: the chain's runs away",
    allows: { inFlight: 3 },
    async play(drill) {
      const hash = await drill.untilSent();
      await drill.drop(hash);
      const nonce = await drill.world.provider.getTransactionCount(accounts.keeper);
      for (let used = 0; used < drill.random.between(1, 2); used++) await sendForeign(drill, nonce + used);
      await drill.slot();
      await drill.untilDone(20);
      requireHealth(drill, true);
    },
  },
  {
    group: "transaction",
    name: "foreign transaction from the same key",
    allows: { inFlight: 2 },
    async play(drill) {
      const { random } = drill;
      const first = random.chance(0.5);
      if (!first) await drill.untilSent();
      await sendForeign(drill);
      await drill.untilDone(20);
      requireHealth(drill, true);
    },
  },
  {
    group: "transaction",
    name: "underpriced replacement",
    jobs: [allocate, delever],
    async play(drill) {
      await drill.untilSent();
      const { random, proxies } = drill;
      let refusals = random.between(1, 4);
      const refuse: Fault = ({ method }, pass) => {
        if (method !== "eth_sendRawTransaction" || refusals <= 0) return pass();
        refusals--;
        return { error: { code: -32000, message: "replacement transaction underpriced" } };
      };
      for (const proxy of proxies) proxy.inject(refuse);
      await drill.world.provider.send("hardhat_setNextBlockBaseFeePerGas", [toQuantity(60n * GWEI)]);
      await drill.untilDone(30);
      requireHealth(drill, true);
    },
  },
  {
    group: "transaction",
    name: "already known",
    async play(drill) {
      const known: Fault = async ({ method }, pass) => {
        const reply = await pass();
        if (method !== "eth_sendRawTransaction") return reply;
        return { error: { code: -32000, message: "already known" } };
      };
      for (const proxy of drill.proxies) proxy.inject(known);
      await drill.untilDone(10);
      requireHealth(drill, true);
    },
  },
  {
    group: "transaction",
    name: "dropped",
    async play(drill) {
      for (let time = drill.random.between(1, 3); time > 0; time--) {
        const hash = await drill.untilSent();
        await drill.drop(hash);
        drill.clock.advance(4);
        await drill.turn(drill.fleetOrThrow);
      }
      await drill.untilDone(20);
      requireHealth(drill, true);
    },
  },
  {
    group: "transaction",
    name: "reverted after a good simulation",
    jobs: [allocate],
    allows: { reverts: 1 },
    async play(drill) {
      const { world } = drill;
      // Bob takes out again what was to be allocated, in the block that the keeper's transaction gets into.
      const shares = await world.vault.getFunction("balanceOf")(accounts.bob);
      const data = interfaceOf("KeelVault").encodeFunctionData("redeem(uint256,address,address)", [
        (shares * 98n) / 100n,
        accounts.bob,
        accounts.bob,
      ]);
      const fees = { maxFeePerGas: 500n * GWEI, maxPriorityFeePerGas: 10n * GWEI };
      const to = world.deployment.contracts.vault;
      await world.provider.signerOf(accounts.bob).sendUncheckedTransaction({ to, data, ...fees });
      drill.clock.advance(4);
      await drill.turn(drill.fleetOrThrow);
      await drill.untilDone(20);
      requireHealth(drill, true);
    },
  },
];
