/** To be loaded before a program: leaves the processor time of its own thread in the file that KEEL_BENCH_USAGE names. */
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const { user, system } = process.threadCpuUsage();
  writeFileSync(process.env.KEEL_BENCH_USAGE as string, JSON.stringify((user + system) / 1e6));
});
