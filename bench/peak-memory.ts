import { existsSync, readFileSync } from "node:fs";

const STATUS = "/proc/self/status";

/**
 * The most memory that this process has held, MB. Linux lets a child's `maxRSS` begin at what its parent held when it was
 * started; the kernel's own high-water mark begins anew with the program.
 */
export function peakMegabytes(): number {
  const mark = existsSync(STATUS) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, "utf8")) : null;
  return (mark === null ? process.resourceUsage().maxRSS : Number(mark[1])) / 1024;
}
