/** Kills of the keeper's process at every named point, and what its successor makes of what it finds. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CRASH_POINTS } from "../../keeper/crash-points.ts";
import type { CrashOrder } from "./crash-child.ts";
import type { FaultDrill } from "./fault.ts";
import { requireHealth } from "./faults-of-nodes.ts";
import { allocate, delever } from "./jobs.ts";
import { plightTo } from "./plights.ts";

const CHILD = join(import.meta.dirname, "crash-child.ts");

/** Needs a chain that is served on a port. */
export const CRASHES: readonly FaultDrill[] = CRASH_POINTS.map((point) => ({
  group: "process",
  name: `kill -9 at "${point}"`,
  jobs: plightTo(point) === "dear" ? [delever] : [allocate, delever],
  // What fills a hole waits beside what stands behind it.
  allows: { inFlight: plightTo(point) === "gap" ? 2 : 1 },
  async play(drill) {
    const { world, journalPath: journal, job, clock, begun, random } = drill;
    const { url } = world.chain;
    if (url === undefined) throw new Error("the chain is not served on a port");
    await drill.end();
    const order: CrashOrder = {
      ...{ url, deployment: world.deployment, stateDirectory: world.stateDirectory, job: job.name, point },
      plight: plightTo(point),
      start: { seed: random.between(0, 2 ** 31), begun, before: "", time: clock.time, journal },
    };
    await dieAt(order, world.stateDirectory);
    const latest = await world.provider.getBlock("latest");
    clock.advance(Math.max((latest?.timestamp ?? 0) - clock.time, 0) + random.between(0, 90));
    drill.keeper = await drill.start();
    await drill.untilDone(30);
    requireHealth(drill, true);
  },
}));

/** @param scratch where what one process has compiled is kept for the next, which then starts in half the time */
async function dieAt(order: CrashOrder, scratch: string): Promise<void> {
  const path = `${order.start.journal}.order.json`;
  writeFileSync(path, JSON.stringify(order));
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", CHILD, path], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(scratch, "compiled") },
  });
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint += chunk;
  });
  const signal = await new Promise((resolve) => child.once("close", (_, by) => resolve(by)));
  if (signal !== "SIGKILL") throw new Error(`the keeper did not die at "${order.point}": ${complaint}`);
}
