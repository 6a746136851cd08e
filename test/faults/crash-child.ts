/** A keeper in a process of its own that kills itself, without a last word, when it passes a named point. */
import { readFileSync } from "node:fs";
import type { Deployment } from "../../deploy/records.ts";
import { RpcNode } from "../../devnet/rpc-node.ts";
import type { CrashPoint } from "../../keeper/crash-points.ts";
import { VaultOnChain } from "../worlds/vault-on-chain.ts";
import { Drill, type DrillStart } from "./drill.ts";
import { JOBS } from "./jobs.ts";
import { PLIGHTS, type PlightName } from "./plights.ts";

export interface CrashOrder {
  readonly url: string;
  readonly deployment: Deployment;
  readonly stateDirectory: string;
  readonly start: DrillStart;
  readonly job: string;
  readonly point: CrashPoint;
  readonly plight: PlightName;
}

const order: CrashOrder = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
const provider = new RpcNode(order.url);
const world = new VaultOnChain({ provider, close: async () => {} }, order.deployment, order.stateDirectory);
const job = JOBS.find(({ name }) => name === order.job);
if (job === undefined) throw new Error(`there is no job "${order.job}"`);
const drill = new Drill(world, job, order.start);
drill.keeper = await drill.start({
  passing: (point) => {
    if (point === order.point) process.kill(process.pid, "SIGKILL");
  },
});
await PLIGHTS[order.plight](drill);
throw new Error(`the keeper never passed "${order.point}"`);
