// The Curve LP policy in TypeScript against its twin in Solidity: the same state and parameters give the same
// decision, the same setting breaks the same rule.

import fc from "fast-check";
import { decide } from "../../strategies/curve-lp/policy.ts";
import { unsound } from "../../strategies/curve-lp/soundness.ts";
import type { Proof } from "../proof.ts";
import { curveLpQuestion, curveLpSettingTried } from "./curve-lp-questions.ts";
import { decided } from "./policy-questions.ts";
import { asking, holdAgainst } from "./twin.ts";

export const CURVE_LP_STATE = `(uint8 open, uint8 level, uint8 priceFlags, uint8 venueFlags, uint64 placed, uint64 room,
    uint64 stethShare, uint64 peg, uint64 marketAge, uint64 virtualPrice, uint64 virtualPriceAge, uint64 oneSidedIn,
    uint64 balancedIn, uint64 oneSidedOut, uint64 balancedOut, uint64 rewards, uint64 sinceAction,
    uint64 sinceHarvest)`;
export const CURVE_LP_PARAMS = `(uint64 minPlaced, uint64 defendPlaced, uint64 evacuatePlaced, uint64 enterDepth,
    uint64 holdDepth, uint64 maxStethShare, (uint64 watchPeg, uint64 watchReentry, uint64 defendPeg,
    uint64 defendReentry, uint64 evacuatePeg, uint64 evacuateReentry) depeg, uint64 maxMarketAge,
    uint64 maxVirtualPriceAge, uint64 minVirtualPrice, uint64 maxVirtualPrice, uint64 minIn, uint64 minOut,
    uint64 rescueOut, uint64 harvestMultiple, uint64 harvestSpacing, uint64 cooldown)`;
const DECISION = "(uint8 action, uint8 reason, uint8 urgency, uint8 level, uint64 target, uint8 form)";
const PROBE = [
  `function decide((${CURVE_LP_STATE} state, ${CURVE_LP_PARAMS} params)[]) pure returns (${DECISION}[])`,
  `function unsound(${CURVE_LP_PARAMS}[]) pure returns (uint256[])`,
];

/** One setting is tried for so many states. */
const STATES_A_SETTING = 10;

export const proof: Proof = {
  name: "ONE-01 decide in TypeScript and in CurveLpPolicy.sol",
  run({ cases, seed, onProgress }) {
    const settings = fc.sample(curveLpSettingTried, { seed, numRuns: Math.ceil(cases / STATES_A_SETTING) });
    const questions = fc.sample(curveLpQuestion, { seed, numRuns: cases - settings.length });
    const asked = [
      asking("decide", questions, ({ state, params }) => {
        const decision = decide(state, params);
        return [...decided(decision), decision.form];
      }),
      asking("unsound", settings, (params) => [unsound(params)]),
    ];
    return holdAgainst("test/solidity/CurveLpPolicyProbe", PROBE, asked, onProgress);
  },
};
