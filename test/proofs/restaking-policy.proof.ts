// The policy of restaked positions in TypeScript against its twin in Solidity: the same state and parameters give
// the same decision, and the same parameters break the same rule.

import fc from "fast-check";
import { decide } from "../../strategies/restaking/policy.ts";
import { unsound } from "../../strategies/restaking/soundness.ts";
import type { Proof } from "../proof.ts";
import { DECISION, decided } from "./policy-questions.ts";
import { anyQuestion } from "./restaking-questions.ts";
import { asking, holdAgainst } from "./twin.ts";

export const STATE = `(uint8 open, uint8 level, uint8 venueFlags, uint8 rateFlags, uint8 priceFlags, uint64 staked,
    uint64 loose, uint64 pending, uint64 claimable, uint64 epochLeft, uint64 exitWait, uint64 slashSeen,
    uint64 rateAge, uint64 peg, uint64 marketAge, uint64 saleCost, uint64 rewards, uint64 sinceAction,
    uint64 sinceAlarm)`;
export const PARAMS = `(uint64 targetStaked, uint64 maxStaked, uint64 evacuateStaked, uint64 minLoose,
    uint64 watchPeg, uint64 watchReentry, uint64 defendPeg, uint64 defendReentry, uint64 defendSlash,
    uint64 evacuateSlash, uint64 maxMarketAge, uint64 maxRateAge, uint64 calmAfter, uint64 cooldown,
    uint64 epochWindow, uint64 waitCost, uint64 maxGap, uint64 minHarvest)`;
const DECIDE = `function decide((${STATE} state, ${PARAMS} params)[]) pure returns (${DECISION}[], uint256[])`;

export const proof: Proof = {
  name: "ONE-01 decide in TypeScript and in RestakingPolicy.sol",
  run({ cases, seed, onProgress }) {
    const questions = fc.sample(anyQuestion, { seed, numRuns: cases });
    const answers = asking("decide", questions, ({ state, params }) => [
      ...decided(decide(state, params)),
      unsound(params),
    ]);
    return holdAgainst("test/solidity/RestakingPolicyProbe", [DECIDE], [answers], onProgress);
  },
};
