/** Drills in which the chain takes back what it had, or has no room. */
import type { Drill } from "./drill.ts";
import type { FaultDrill } from "./fault.ts";
import { requireHealth } from "./faults-of-nodes.ts";
import { allocate } from "./jobs.ts";

const GWEI = 10n ** 9n;

const setBaseFee = ({ world }: Drill, wei: bigint) =>
  world.provider.send("hardhat_setNextBlockBaseFeePerGas", [`0x${wei.toString(16)}`]);

const setBlockGasLimit = ({ world }: Drill, gas: number) =>
  world.provider.send("evm_setBlockGasLimit", [`0x${gas.toString(16)}`]);

export const FAULTS_OF_THE_CHAIN: readonly FaultDrill[] = [
  {
    group: "chain",
    name: "reorg of our transaction",
    async play(drill) {
      const { random } = drill;
      const hash = await drill.untilSent();
      const before = await drill.snapshot();
      await drill.slots(random.between(1, 3));
      await drill.revertTo(before);
      if (random.chance(0.5)) await drill.drop(hash);
      await drill.untilDone(20);
      requireHealth(drill, true);
    },
  },
  {
    group: "chain",
    name: "reorg of the trigger",
    jobs: [allocate],
    async play(drill) {
      const { world, random } = drill;
      // The deposit is taken back by a chain in which it never was.
      await drill.untilSent();
      await world.provider.send("hardhat_setNextBlockBaseFeePerGas", ["0x0"]);
      for (let slot = random.between(0, 1); slot > 0; slot--) drill.clock.advance(4);
      await drill.revertToBeginning();
      await drill.slots(random.between(4, 8));
      const { vault } = world.deployment.contracts;
      for (let slot = 0; slot < 20; slot++) {
        if ((await drill.fleetOrThrow.journal.openAction(vault)) === undefined) break;
        await drill.slot();
      }
      requireHealth(drill, true);
    },
    allows: { times: 0 },
  },
  {
    group: "chain",
    name: "base fee ×50",
    async play(drill) {
      if (drill.random.chance(0.5)) await drill.untilSent();
      await setBaseFee(drill, 1_000n * GWEI);
      await drill.slot();
      // What can wait does, while the fee falls by an eighth a block.
      await drill.untilDone(drill.job.urgent ? 12 : 40);
      requireHealth(drill, true);
    },
  },
  {
    group: "chain",
    name: "full blocks",
    async play(drill) {
      const { random } = drill;
      await drill.untilSent();
      await setBlockGasLimit(drill, 30_000);
      await drill.slots(random.between(2, 12));
      await setBlockGasLimit(drill, 60_000_000);
      await drill.untilDone(20);
      requireHealth(drill, true);
    },
  },
];
