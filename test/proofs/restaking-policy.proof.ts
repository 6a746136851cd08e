// The policy of restaked positions in TypeScript against its twin in Solidity: the same state and parameters give
// the same decision, and the same parameters break the same rule.

import { Interface } from "ethers";
import fc from "fast-check";
import { decide } from "../../strategies/restaking/policy.ts";
import { unsound } from "../../strategies/restaking/soundness.ts";
import { compiled } from "../evm/compiled.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { Comparison } from "./comparison.ts";
import { anyQuestion, type Question } from "./restaking-questions.ts";

export const STATE = `(uint8 open, uint8 level, uint8 venueFlags, uint8 rateFlags, uint8 priceFlags, uint64 staked,
    uint64 loose, uint64 pending, uint64 claimable, uint64 epochLeft, uint64 exitWait, uint64 slashSeen,
    uint64 rateAge, uint64 peg, uint64 marketAge, uint64 saleCost, uint64 rewards, uint64 sinceAction,
    uint64 sinceAlarm)`;
export const PARAMS = `(uint64 targetStaked, uint64 maxStaked, uint64 evacuateStaked, uint64 minLoose,
    uint64 watchPeg, uint64 watchReentry, uint64 defendPeg, uint64 defendReentry, uint64 defendSlash,
    uint64 evacuateSlash, uint64 maxMarketAge, uint64 maxRateAge, uint64 calmAfter, uint64 cooldown,
    uint64 epochWindow, uint64 waitCost, uint64 maxGap, uint64 minHarvest)`;
const DECISION = "(uint8 action, uint8 reason, uint8 urgency, uint8 level, uint64 target)";
const PROBE = new Interface([
  `function decide((${STATE} state, ${PARAMS} params)[]) pure returns (${DECISION}[], uint256[])`,
]);

const QUESTIONS_A_CALL = 100;
const CALLS_A_ROUND = 20;

export const proof: Proof = {
  name: "ONE-01 decide in TypeScript and in RestakingPolicy.sol",
  async run({ cases, seed, onProgress }) {
    const evm = await LocalEvm.open();
    try {
      const probe = await evm.deploy(compiled("test/solidity/RestakingPolicyProbe"));
      const comparison = new Comparison();
      const questions = fc.sample(anyQuestion, { seed, numRuns: cases });
      for (const round of inChunks(questions, QUESTIONS_A_CALL * CALLS_A_ROUND)) {
        const chunks = inChunks(round, QUESTIONS_A_CALL);
        const answers = await evm.callAll(
          chunks.map((chunk) => [probe, PROBE.encodeFunctionData("decide", [chunk])]),
        );
        for (const [index, chunk] of chunks.entries()) compare(comparison, chunk, answers[index]);
        onProgress?.(comparison.cases);
      }
      return comparison.result();
    } finally {
      await evm.close();
    }
  },
};

function compare(comparison: Comparison, questions: readonly Question[], answer: string | undefined): void {
  const [decisions, rules] = answer === undefined ? [[], []] : PROBE.decodeFunctionResult("decide", answer);
  for (const [index, { state, params }] of questions.entries()) {
    const { action, reason, urgency, level, target } = decide(state, params);
    const ours = [action, reason, urgency, level, target, unsound(params)].join(", ");
    const contract = decisions[index] && [...decisions[index], rules[index]].join(", ");
    comparison.expect(JSON.stringify({ state, params }), ours, contract);
  }
}

function inChunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
