// Liquidity in Curve's pools: contracts and exact model after every step of random sequences, in both generations of pools.

import { inspect, isDeepStrictEqual } from "node:util";
import { parseCurveLpSetting } from "../../strategies/curve-lp/params.ts";
import type { Proof } from "../proof.ts";
import { CurveLpOnChain } from "../worlds/curve-lp-on-chain.ts";
import { classicPool, ngPool } from "../worlds/curve-lp-pools.ts";
import { sequence, take } from "../worlds/curve-lp-sequence.ts";
import { Comparison } from "./comparison.ts";

/** A sequence starts from a fresh chain, and later steps meet a market that earlier ones have bent. */
const STEPS_A_SEQUENCE = 60;

export const proof: Proof = {
  name: "ONE-02 Curve LP through the contracts and through the model",
  cases: 480,
  async run({ cases, seed, onProgress }) {
    const comparison = new Comparison();
    for (let round = 0; comparison.cases < cases; round++) {
      const steps = sequence(seed + round, Math.min(STEPS_A_SEQUENCE, cases - comparison.cases));
      const params = parseCurveLpSetting({ cost: { in: "1%", out: "1%" }, cooldown: "1h" });
      const world = await CurveLpOnChain.open(round % 2 === 0 ? classicPool : ngPool, params);
      try {
        for (const [index, step] of steps.entries()) {
          await take(world, step);
          const [model, chain] = [world.inModel(), await world.onChain()];
          const input = `seed ${seed + round}, step ${index}: ${JSON.stringify(step)}`;
          if (isDeepStrictEqual(model, chain)) comparison.expect(input, "", "");
          else comparison.expect(input, inspect(model, { depth: 4 }), inspect(chain, { depth: 4 }));
        }
      } finally {
        await world.close();
      }
      onProgress?.(comparison.cases);
    }
    return comparison.result();
  },
};
