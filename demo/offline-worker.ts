/** Runs the offline part beside the chain, on a core of its own. */
import { parentPort, workerData } from "node:worker_threads";
import { runOffline } from "./offline.ts";

parentPort?.postMessage({
  result: runOffline(workerData.pricedAt, (done, total) => parentPort?.postMessage({ done, total })),
});
