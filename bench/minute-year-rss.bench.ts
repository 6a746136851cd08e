/** The most memory that a process takes for a year of minutes: its columns, and both engines over them. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Bench } from "./bench.ts";

const PROCESS = join(import.meta.dirname, "year-process.ts");

export const bench: Bench = {
  name: "minute-year-rss",
  unit: "MB",
  target: 300,
  better: "lower",
  async run() {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROCESS], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`the run ended with code ${status}: ${stderr}`);
    return JSON.parse(stdout).megabytes;
  },
};
