/** To be loaded before a program: leaves what the process used in the file that KEEL_BENCH_USAGE names. */
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const used = { processor: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
  writeFileSync(process.env.KEEL_BENCH_USAGE as string, JSON.stringify(used));
});
