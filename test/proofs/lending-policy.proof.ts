// The lending policy and its settings in TypeScript against their twins in Solidity: the same state and
// parameters give the same decision, and the same settings are refused by the same rule.

import fc from "fast-check";
import { decide } from "../../strategies/lending/policy.ts";
import { unsound } from "../../strategies/lending/soundness.ts";
import type { Proof } from "../proof.ts";
import { question, setting } from "./lending-questions.ts";
import { DECISION, decided } from "./policy-questions.ts";
import { asking, holdAgainst } from "./twin.ts";

const STATE = `(uint8 open, uint8 level, uint8 priceFlags, uint8 venueFlags, uint64 ltv, uint64 liquidationLtv,
    uint64 borrowLtv, uint64 peg, uint64 lenderPeg, int64 carry, uint64 cover, uint64 liquid, uint64 venueRate,
    uint64 marketAge, uint64 lenderAge, uint64 sinceAction, uint64 sinceSale)`;
const PARAMS = `(uint64 minLtv, uint64 targetLtv, uint64 maxLtv, uint64 ripcordLtv, uint64 defendLtv, uint64
    evacuateLtv, uint64 watchPeg, uint64 watchReentry, uint64 defendPeg, uint64 defendReentry, uint64
    evacuatePeg, uint64 evacuateReentry, uint64 maxMarketAge, uint64 maxLenderAge, int64 borrowCarry,
    int64 unwindCarry, uint64 harvestCover, uint64 minVenueRate, uint64 cooldown, uint64 pace, uint64 recenterBps)`;
const PROBE = [
  `function decide((${STATE} state, ${PARAMS} params)[]) pure returns (${DECISION}[])`,
  `function unsound((${PARAMS} params, uint256 liquidationLtv, uint256 window)[]) pure returns (uint256[])`,
];

/** Every so many states, one setting. */
const STATES_A_SETTING = 4;

export const proof: Proof = {
  name: "ONE-01 lending in TypeScript and in LendingPolicy.sol",
  run({ cases, seed, onProgress }) {
    const questions = fc.sample(question, { seed, numRuns: cases });
    const settings = fc.sample(setting, { seed, numRuns: Math.ceil(cases / STATES_A_SETTING) });
    const asked = [
      asking("decide", questions, ({ state, params }) => decided(decide(state, params))),
      asking("unsound", settings, ({ params, liquidationLtv, window }) => [
        unsound(params, liquidationLtv, window),
      ]),
    ];
    return holdAgainst("test/solidity/LendingPolicyProbe", PROBE, asked, onProgress);
  },
};
