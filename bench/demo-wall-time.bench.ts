/** The main job as a whole process, from a machine that is set up: what `npm start` takes. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench } from "./bench.ts";

const KEEL = join(import.meta.dirname, "..", "cli", "keel.ts");

export const bench: Bench = {
  name: "demo-wall-time",
  unit: "s",
  target: 90,
  better: "lower",
  async run() {
    const out = mkdtempSync(join(tmpdir(), "keel-bench-"));
    const begun = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [KEEL, "demo", "--out", out], {
      encoding: "utf8",
    });
    rmSync(out, { recursive: true });
    if (status !== 0) throw new Error(`the demo ended with code ${status}: ${stderr}`);
    return (performance.now() - begun) / 1000;
  },
};
