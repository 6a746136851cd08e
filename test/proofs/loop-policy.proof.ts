// The loop's policy in TypeScript against its twin in Solidity: the same state and parameters give the same
// decision.

import fc from "fast-check";
import { decide } from "../../strategies/leveraged-loop/policy.ts";
import type { Proof } from "../proof.ts";
import { question } from "./loop-questions.ts";
import { DECISION, decided } from "./policy-questions.ts";
import { asking, holdAgainst } from "./twin.ts";

export const STATE = `(uint8 open, uint8 level, uint8 priceFlags, uint8 venueFlags, uint64 ltv, uint64 liquidationLtv,
    uint64 borrowLtv, uint64 peg, uint64 lenderPeg, int64 carry, uint64 marketAge, uint64 lenderAge,
    uint64 sinceAction, uint64 sinceSale, uint8 lenderAtMarket, uint8 held, uint8 queued, int64 carryAfter, uint64 borrowRate,
    uint64 saleCost, uint64 queueWait)`;
export const PARAMS = `(uint64 minLtv, uint64 targetLtv, uint64 maxLtv, uint64 ripcordLtv, uint64 defendLtv, uint64
    evacuateLtv, uint64 watchPeg, uint64 watchReentry, uint64 defendPeg, uint64 defendReentry, uint64
    evacuatePeg, uint64 evacuateReentry, uint64 maxMarketAge, uint64 maxLenderAge, int64 leverCarry,
    int64 unwindCarry, uint64 cooldown, uint64 pace, uint64 recenterBps, uint64 queueMargin)`;
const DECIDE = `function decide((${STATE} state, ${PARAMS} params)[]) pure returns (${DECISION}[])`;

export const proof: Proof = {
  name: "ONE-01 decide in TypeScript and in LoopPolicy.sol",
  run({ cases, seed, onProgress }) {
    const questions = fc.sample(question, { seed, numRuns: cases });
    const decisions = asking("decide", questions, ({ state, params }) => decided(decide(state, params)));
    return holdAgainst("test/solidity/LoopPolicyProbe", [DECIDE], [decisions], onProgress);
  },
};
