/** Drills in which the machine, the disk, the clock, the relay or a second keeper is the fault. Kills are in `crashes.ts`. */
import type { SqliteDatabase } from "../../keeper/journal/sqlite.ts";
import type { Drill } from "./drill.ts";
import type { FaultDrill } from "./fault.ts";
import { FaultProxy } from "./fault-proxy.ts";
import { requireHealth } from "./faults-of-nodes.ts";
import { allocate, poke } from "./jobs.ts";

export const FAULTS_OF_THE_PROCESS: readonly FaultDrill[] = [
  {
    group: "relay",
    name: "accepts and never includes",
    async play(drill) {
      const relay = new FaultProxy(drill.world.chain.provider, drill.wire);
      relay.inject(({ method }, pass) =>
        method === "eth_sendPrivateTransaction" ? { result: "0x" } : pass(),
      );
      await drill.end();
      const request = async ({
        method,
        params,
      }: {
        method: string;
        params?: readonly unknown[] | object;
      }) => {
        const reply = await relay.reply({ method, params: params as unknown[] });
        if (typeof reply === "object" && "result" in reply) return reply.result;
        throw new Error("the relay is not asked for this");
      };
      drill.keeper = await drill.start({ relay: { request } });
      await drill.untilDone(20);
      requireHealth(drill, true);
    },
  },
  {
    group: "process",
    name: "disk full",
    async play(drill) {
      const { database } = drill.fleetOrThrow;
      await fill(database);
      await drill.slots(22);
      requireHealth(drill, false);
      await database.all("PRAGMA max_page_count = 1000000");
      await drill.slots(2);
      await drill.untilDone(12);
      requireHealth(drill, true);
    },
  },
  {
    group: "process",
    name: "clock skew",
    async play(drill) {
      const { random, clock } = drill;
      if (random.chance(0.5)) await drill.untilSent();
      clock.skew = random.pick([-86_400, -3_600, -30, 30]);
      await drill.untilDone(20);
      clock.skew = 0;
      await drill.slots(1);
      requireHealth(drill, true);
    },
  },
  {
    group: "process",
    name: "two keepers on one key, one journal",
    async play(drill) {
      await drill.end();
      const first = await drill.start({ holder: "first" });
      const second = await drill.start({ holder: "second" });
      for (let slot = 0; slot < drill.random.between(1, 2); slot++) await both(drill, [first, second]);
      const acting = [first, second].filter(({ results }) => results.length > 0);
      if (acting.length !== 1) throw new Error(`${acting.length} keepers acted`);
      // The one with the lease falls silent, and the other takes over when it has run out.
      drill.keeper = acting[0] === first ? second : first;
      await drill.slots(6);
      await drill.untilDone(20);
      if (drill.keeper.results.length === 0) throw new Error("the other keeper did not take over");
      requireHealth(drill, true);
      await acting[0]?.close();
    },
  },
  {
    group: "process",
    name: "two keepers on one key, two journals",
    jobs: [allocate, poke],
    allows: { reverts: 1, inFlight: 2, times: 2 },
    async play(drill) {
      const first = drill.fleetOrThrow;
      const second = await drill.start({ journal: `${drill.journalPath}-other` });
      for (let slot = 0; slot < 8; slot++) await both(drill, [first, second]);
      drill.foreign = 4;
      await second.close();
      await drill.untilDone(10);
      requireHealth(drill, true);
    },
  },
  {
    group: "process",
    name: "SIGTERM in mid-send",
    async play(drill) {
      const stop = new AbortController();
      const lift = drill.proxies.map((proxy) =>
        proxy.inject(({ method }, pass) => {
          if (method === "eth_sendRawTransaction") stop.abort();
          return pass();
        }),
      );
      for (let slot = 0; slot < 4 && !stop.signal.aborted; slot++) await drill.slot(stop.signal);
      if (!stop.signal.aborted) throw new Error("it sent nothing to be interrupted in");
      for (const undo of lift) undo();
      await drill.end();
      drill.keeper = await drill.start();
      await drill.untilDone(12);
      requireHealth(drill, true);
    },
  },
];

/** Lets the file grow no further, and uses up what room is left in it. */
async function fill(database: SqliteDatabase): Promise<void> {
  await database.all("CREATE TABLE ballast (weight TEXT)");
  const [pages] = await database.all("PRAGMA page_count");
  await database.all(`PRAGMA max_page_count = ${pages?.page_count}`);
  for (const bytes of [2_000, 200, 20, 1]) {
    const load = () => database.all("INSERT INTO ballast (weight) VALUES (?)", ["x".repeat(bytes)]);
    while (
      await load().then(
        () => true,
        () => false,
      )
    );
  }
}

async function both(drill: Drill, keepers: readonly Drill["fleetOrThrow"][]): Promise<void> {
  await drill.mine();
  for (let poll = 0; poll < 3; poll++) {
    drill.clock.advance(4);
    for (const keeper of drill.random.chance(0.5) ? keepers : keepers.toReversed()) await drill.turn(keeper);
  }
}
