// The Curve LP policy in TypeScript against its twin in Solidity: the same state and parameters give the same
// decision, the same setting breaks the same rule.

import { Interface } from "ethers";
import fc from "fast-check";
import { decide } from "../../strategies/curve-lp/policy.ts";
import { unsound } from "../../strategies/curve-lp/soundness.ts";
import { compiled } from "../evm/compiled.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { Comparison } from "./comparison.ts";
import { curveLpQuestion, curveLpSettingTried } from "./curve-lp-questions.ts";

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
const PROBE = new Interface([
  `function decide((${CURVE_LP_STATE} state, ${CURVE_LP_PARAMS} params)[]) pure returns (${DECISION}[])`,
  `function unsound(${CURVE_LP_PARAMS}[]) pure returns (uint256[])`,
]);

const QUESTIONS_A_CALL = 100;
const CALLS_A_ROUND = 20;
/** One setting is tried for so many states. */
const STATES_A_SETTING = 10;

export const proof: Proof = {
  name: "ONE-01 decide in TypeScript and in CurveLpPolicy.sol",
  async run({ cases, seed, onProgress }) {
    const evm = await LocalEvm.open();
    try {
      const probe = await evm.deploy(compiled("test/solidity/CurveLpPolicyProbe"));
      const comparison = new Comparison();
      const settings = fc.sample(curveLpSettingTried, { seed, numRuns: Math.ceil(cases / STATES_A_SETTING) });
      const ask = async <T>(name: "decide" | "unsound", asked: readonly T[]): Promise<unknown[]> => {
        const chunks = inChunks(asked, QUESTIONS_A_CALL);
        const calls = chunks.map((chunk) => [probe, PROBE.encodeFunctionData(name, [chunk])] as const);
        const answers = await evm.callAll(calls);
        return answers.flatMap((answer) =>
          answer === undefined ? [] : [...PROBE.decodeFunctionResult(name, answer)[0]],
        );
      };
      const questions = fc.sample(curveLpQuestion, { seed, numRuns: cases - settings.length });
      for (const round of inChunks(questions, QUESTIONS_A_CALL * CALLS_A_ROUND)) {
        const decisions = await ask("decide", round);
        for (const [index, { state, params }] of round.entries()) {
          const { action, reason, urgency, level, target, form } = decide(state, params);
          const contract = (decisions[index] as bigint[] | undefined)?.join(", ");
          const ours = [action, reason, urgency, level, target, form].join(", ");
          comparison.expect(JSON.stringify({ state, params }), ours, contract);
        }
        onProgress?.(comparison.cases);
      }
      const rules = await ask("unsound", settings);
      for (const [index, params] of settings.entries()) {
        comparison.expect(
          JSON.stringify(params),
          BigInt(unsound(params)),
          rules[index] as bigint | undefined,
        );
      }
      return comparison.result();
    } finally {
      await evm.close();
    }
  },
};

function inChunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
