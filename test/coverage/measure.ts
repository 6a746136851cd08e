/** Runs the Solidity tests with their coverage counted, in a process of its own: Hardhat has much to say meanwhile. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { KeelError } from "../../errors/keel-error.ts";
import type { FileCoverage } from "./file-coverage.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const COUNTS = "out/coverage/counts.json";

/** What runs in turn: the worlds that the tests stand on, then the tests. */
const PROGRAMS = [
  ["devnet/build-genesis.ts"],
  ["test/worlds/build-aave-v3.6.ts"],
  ["test/coverage/run-tests.ts", COUNTS],
];

/** @throws KEEL_COVERAGE_UNMEASURED with Hardhat's words above it, where a test fails or nothing compiles */
export function measure(): FileCoverage[] {
  console.error("compiling everything anew and running every Solidity test; this takes some ten minutes …");
  for (const program of PROGRAMS) run(program);
  return JSON.parse(readFileSync(join(ROOT, COUNTS), "utf8"));
}

function run(program: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", ...program],
    { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 28 },
  );
  if (status === 0) return;
  process.stderr.write(stdout + stderr);
  throw new KeelError(
    "KEEL_COVERAGE_UNMEASURED",
    "the Solidity tests did not all pass, see above",
    "Mend them and measure again",
  );
}
