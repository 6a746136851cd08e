/** One step of `npm test`: a program, what must have ended well before it, and how its tests are counted. */
import { spawn } from "node:child_process";
import type { Tally } from "./tally.ts";

export interface Stage {
  readonly name: string;
  /** A Node program and its arguments, run from the repository's root. */
  readonly command: readonly string[];
  /** Names of stages whose success this one needs. */
  readonly after?: readonly string[];
  /** Lines of its output that are shown even if it succeeds: the test runner's own summary. */
  readonly summary?: RegExp;
  /** Reads the counts that the program left behind; throws if it left none. */
  readonly tally?: () => Tally;
}

export interface StageResult {
  readonly stage: Stage;
  readonly state: "passed" | "failed" | "not run";
  readonly seconds: number;
  readonly output: string;
}

export function runStage(stage: Stage): Promise<StageResult> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, stage.command, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) => {
      const seconds = (performance.now() - started) / 1000;
      resolve({ stage, state: code === 0 ? "passed" : "failed", seconds, output });
    });
  });
}
