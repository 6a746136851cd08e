// The loop's policy in TypeScript against its twin in Solidity: the same state and parameters give the same
// decision.

import { Interface } from "ethers";
import fc from "fast-check";
import { decide } from "../../strategies/leveraged-loop/policy.ts";
import { compiled } from "../evm/compiled.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { Comparison } from "./comparison.ts";
import { type Question, question } from "./loop-questions.ts";

export const STATE = `(uint8 open, uint8 level, uint8 priceFlags, uint8 venueFlags, uint64 ltv, uint64 liquidationLtv,
    uint64 borrowLtv, uint64 peg, uint64 lenderPeg, int64 carry, uint64 marketAge, uint64 lenderAge,
    uint64 sinceAction, uint8 lenderAtMarket, uint8 held, uint8 queued, int64 carryAfter, uint64 borrowRate,
    uint64 saleCost, uint64 queueWait)`;
export const PARAMS = `(uint64 minLtv, uint64 targetLtv, uint64 maxLtv, uint64 ripcordLtv, uint64 defendLtv, uint64
    evacuateLtv, uint64 watchPeg, uint64 watchReentry, uint64 defendPeg, uint64 defendReentry, uint64
    evacuatePeg, uint64 evacuateReentry, uint64 maxMarketAge, uint64 maxLenderAge, int64 leverCarry,
    int64 unwindCarry, uint64 cooldown, uint64 recenterBps, uint64 queueMargin)`;
const DECISION = "(uint8 action, uint8 reason, uint8 urgency, uint8 level, uint64 target)";
const PROBE = new Interface([
  `function decide((${STATE} state, ${PARAMS} params)[]) pure returns (${DECISION}[])`,
]);

const QUESTIONS_A_CALL = 100;
const CALLS_A_ROUND = 20;

export const proof: Proof = {
  name: "ONE-01 decide in TypeScript and in LoopPolicy.sol",
  async run({ cases, seed, onProgress }) {
    const evm = await LocalEvm.open();
    try {
      const probe = await evm.deploy(compiled("test/solidity/LoopPolicyProbe"));
      const comparison = new Comparison();
      const questions = fc.sample(question, { seed, numRuns: cases });
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
  const decisions = answer === undefined ? [] : PROBE.decodeFunctionResult("decide", answer)[0];
  for (const [index, { state, params }] of questions.entries()) {
    const { action, reason, urgency, level, target } = decide(state, params);
    const contract = decisions[index]?.join(", ");
    const input = JSON.stringify({ state, params });
    comparison.expect(input, [action, reason, urgency, level, target].join(", "), contract);
  }
}

function inChunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
