// Sequences of depositors, leavers, requesters, keeper, settlers, an attacker with a flash loan's funds and gifts, a trader, a strategy
// that fails, and Lido, on vaults of stETH and of wstETH over the offline mainnet's genuine Aave: what must hold after every step, thousands of
// times as often as in `npm test`.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Proof } from "../proof.ts";

const PROGRAM = join(import.meta.dirname, "..", "stages", "sequence-rounds.ts");
const FILES = [
  "test/solidity/sequences/AnySequence.t.sol",
  "test/solidity/sequences/WstethSequences.t.sol",
  "test/solidity/sequences/QuarantineSequence.t.sol",
  "test/solidity/queue/QueueSequence.t.sol",
  "test/solidity/curve-lp/AnySequence.t.sol",
  "test/solidity/curve-lp/WstethSuites.t.sol",
];
/**
 * Steps of one run of each suite together: for either token 40 and 12 with a loop, 30 with a queue before it, and 24 in each of two
 * Curve pools; and 40 with a strategy that fails and recovers.
 */
const STEPS_A_RUN = 2 * (40 + 12 + 30 + 2 * 24) + 40;
const RUNS_A_ROUND = 100;

export const proof: Proof = {
  name: "VLT-01 VLT-04 VLT-08 VLT-09 VLT-11 VLT-16 VLT-18 EXQ-01 EXQ-02 EXQ-03 EXQ-04 CLP-01 hold after every step of random sequences",
  cases: 500_000,
  async run({ cases, seed, onProgress }) {
    let steps = 0;
    for (let round = 0; steps < cases; round++) {
      const runs = Math.min(RUNS_A_ROUND, Math.ceil((cases - steps) / STEPS_A_RUN));
      const broken = await play(seed + round, runs);
      if (broken !== undefined) return { cases: steps + 1, failures: 1, firstFailure: broken };
      steps += runs * STEPS_A_RUN;
      onProgress?.(steps);
    }
    return { cases: steps, failures: 0 };
  },
};

/** @returns what broke, as the test runner tells it */
function play(seed: number, runs: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, String(seed), String(runs), ...FILES]);
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) => {
      const told = stripVTControlCharacters(output);
      resolve(code === 0 ? undefined : `seed ${seed}: ${told.slice(told.indexOf("failing"))}`);
    });
  });
}
