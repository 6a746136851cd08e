/** Drills in which one node, or every node, fails the keeper. */
import type { Drill } from "./drill.ts";
import type { FaultDrill } from "./fault.ts";
import type { Fault } from "./fault-proxy.ts";
import { down, garbage, hung, lagging, leftBehind, lying, rateLimited, wrongChain } from "./rpc-faults.ts";

/** Longer than the age from which a decision is too old. */
const OUTAGE_SLOTS = 22;
/** As long as what can wait waits for a second node. */
const PATIENCE_SLOTS = 10;

/**
 * With one node out the other one does its work. With both out nothing can be done, and the keeper says so until one is back.
 * @param makes the fault for a drill
 */
function outage(name: string, makes: (drill: Drill) => Fault): FaultDrill {
  return {
    group: "RPC",
    name,
    async play(drill) {
      const { random, proxies } = drill;
      for (let slot = random.between(0, 1); slot > 0; slot--) await drill.slot();
      const all = random.chance(0.5);
      const struck = all ? proxies : [random.pick(proxies)];
      const lifts = struck.map((proxy) => proxy.inject(makes(drill)));
      if (all) {
        await drill.slots(OUTAGE_SLOTS);
        requireHealth(drill, false);
      } else await drill.untilDone(PATIENCE_SLOTS + 6);
      for (const lift of lifts) lift();
      await drill.slots(3);
      await drill.untilDone(12);
      requireHealth(drill, true);
    },
  };
}

export function requireHealth({ fleetOrThrow, clock }: Drill, healthy: boolean): void {
  const report = fleetOrThrow.health.report(clock.now());
  if (report.healthy !== healthy)
    throw new Error(`KPR-05: health is ${report.healthy ? "good" : report.problems.join("; ")}`);
}

const headOf =
  ({ world }: Drill) =>
  () =>
    world.provider.getBlockNumber();

export const FAULTS_OF_NODES: readonly FaultDrill[] = [
  outage("down", () => down),
  outage("hung", () => hung),
  outage("429", () => rateLimited),
  outage("garbage", ({ random }) => garbage(random)),
  outage("wrong chain id", () => wrongChain),
  outage("frozen head", (drill) => {
    let frozen: number | undefined;
    return lagging(headOf(drill), (head) => {
      frozen ??= head;
      return head - frozen;
    });
  }),
  {
    group: "RPC",
    name: "lagging head",
    async play(drill) {
      const { random, proxies } = drill;
      const struck = random.chance(0.5) ? proxies : [random.pick(proxies)];
      const blocks = random.between(1, 4);
      await drill.slots(random.between(blocks, blocks + 2));
      const lifts = struck.map((proxy) => proxy.inject(lagging(headOf(drill), () => blocks)));
      await drill.slots(10);
      for (const lift of lifts) lift();
      await drill.untilDone(10);
      requireHealth(drill, true);
    },
  },
  {
    group: "RPC",
    name: "two providers disagree",
    async play(drill) {
      const { random, proxies } = drill;
      const lie = random.chance(0.5) ? lying(random) : leftBehind(drill.begun);
      const lift = random.pick(proxies).inject(lie);
      const before = await drill.world.provider.getTransactionCount(await keeperOf(drill));
      await drill.slots(random.between(3, 8));
      const after = await drill.world.provider.getTransactionCount(await keeperOf(drill));
      if (after !== before && !drill.job.urgent) throw new Error("it acted on what only one node says");
      lift();
      await drill.untilDone(10);
      requireHealth(drill, true);
    },
  },
];

const keeperOf = async ({ world }: Drill): Promise<string> => world.deployment.keeper;
