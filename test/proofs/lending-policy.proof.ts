// The lending policy and its settings in TypeScript against their twins in Solidity: the same state and
// parameters give the same decision, and the same settings are refused by the same rule.

import { Interface } from "ethers";
import fc from "fast-check";
import { decide } from "../../strategies/lending/policy.ts";
import { unsound } from "../../strategies/lending/soundness.ts";
import { compiled } from "../evm/compiled.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { Comparison } from "./comparison.ts";
import { question, setting } from "./lending-questions.ts";

const STATE = `(uint8 open, uint8 level, uint8 priceFlags, uint8 venueFlags, uint64 ltv, uint64 liquidationLtv,
    uint64 borrowLtv, uint64 peg, uint64 lenderPeg, int64 carry, uint64 cover, uint64 liquid, uint64 venueRate,
    uint64 marketAge, uint64 lenderAge, uint64 sinceAction)`;
const PARAMS = `(uint64 minLtv, uint64 targetLtv, uint64 maxLtv, uint64 ripcordLtv, uint64 defendLtv, uint64
    evacuateLtv, uint64 watchPeg, uint64 watchReentry, uint64 defendPeg, uint64 defendReentry, uint64
    evacuatePeg, uint64 evacuateReentry, uint64 maxMarketAge, uint64 maxLenderAge, int64 borrowCarry,
    int64 unwindCarry, uint64 harvestCover, uint64 minVenueRate, uint64 cooldown, uint64 recenterBps)`;
const DECISION = "(uint8 action, uint8 reason, uint8 urgency, uint8 level, uint64 target)";
const PROBE = new Interface([
  `function decide((${STATE} state, ${PARAMS} params)[]) pure returns (${DECISION}[])`,
  `function unsound((${PARAMS} params, uint256 liquidationLtv)[]) pure returns (uint256[])`,
]);

const CASES_A_CALL = 100;
/** Every so many states, one setting. */
const STATES_A_SETTING = 4;

export const proof: Proof = {
  name: "ONE-01 lending in TypeScript and in LendingPolicy.sol",
  async run({ cases, seed, onProgress }) {
    const evm = await LocalEvm.open();
    try {
      const probe = await evm.deploy(compiled("test/solidity/LendingPolicyProbe"));
      const comparison = new Comparison();
      const ask = async (name: "decide" | "unsound", asked: unknown) => {
        const [answer] = await evm.callAll([[probe, PROBE.encodeFunctionData(name, [asked])]]);
        return answer === undefined ? [] : PROBE.decodeFunctionResult(name, answer)[0];
      };
      for (const asked of inChunks(fc.sample(question, { seed, numRuns: cases }))) {
        const decisions = await ask("decide", asked);
        for (const [index, { state, params }] of asked.entries()) {
          const { action, reason, urgency, level, target } = decide(state, params);
          const input = JSON.stringify({ state, params });
          const ours = [action, reason, urgency, level, target].join(", ");
          comparison.expect(input, ours, decisions[index]?.join(", "));
        }
        onProgress?.(Math.min(comparison.cases, cases));
      }
      const settings = fc.sample(setting, { seed, numRuns: Math.ceil(cases / STATES_A_SETTING) });
      for (const asked of inChunks(settings)) {
        const rules = await ask("unsound", asked);
        for (const [index, { params, liquidationLtv }] of asked.entries()) {
          const input = JSON.stringify({ params, liquidationLtv });
          comparison.expect(input, BigInt(unsound(params, liquidationLtv)), rules[index]);
        }
      }
      return comparison.result();
    } finally {
      await evm.close();
    }
  },
};

function inChunks<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / CASES_A_CALL) }, (_, index) =>
    items.slice(index * CASES_A_CALL, (index + 1) * CASES_A_CALL),
  );
}
