// A vault's fees in TypeScript against their twin in Solidity: the same shares for the same books.

import { AbiCoder, id } from "ethers";
import fc from "fast-check";
import { RAY } from "../../strategies/kernels/math/units.ts";
import { feesDue } from "../../strategies/vault/fees.ts";
import { compiled } from "../evm/compiled.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { magnitude } from "./amounts.ts";
import { Comparison } from "./comparison.ts";

/** In a library's selectors structs go by their names. */
const DUE = id("due(FeeMath.Terms,uint256,uint256)").slice(0, 10);
const ARGUMENTS = ["(uint256,uint256,uint256,uint256,uint256)", "uint256", "uint256"];
const ANSWER = ["uint256", "uint256", "uint256", "uint256"];
/** As of a token of 18 decimals. */
const SHARES_A_UNIT = 1n;
const CASES_A_CALL = 200;
const MILLION = 1_000_000n;

const question = fc.record({
  performanceBps: fc.bigInt({ min: 0n, max: 3_000n }),
  managementBps: fc.bigInt({ min: 0n, max: 300n }),
  elapsed: fc.bigInt({ min: 0n, max: 100_000_000n }),
  highWaterMark: fc.oneof(fc.constant(RAY), fc.bigInt({ min: RAY / 2n, max: 3n * RAY })),
  supply: magnitude(100),
  /** Units for a million shares. */
  price: fc.bigInt({ min: 0n, max: 3n * MILLION }),
});

export const proof: Proof = {
  name: "VLT-10 a vault's fees in TypeScript and in Solidity",
  async run({ cases, seed, onProgress }) {
    const evm = await LocalEvm.open();
    const coder = AbiCoder.defaultAbiCoder();
    try {
      const library = await evm.deploy(compiled("contracts/vault/FeeMath"));
      const comparison = new Comparison(cases, onProgress);
      const questions = fc.sample(question, { seed, numRuns: cases });
      for (let start = 0; start < cases; start += CASES_A_CALL) {
        const asked = questions.slice(start, start + CASES_A_CALL).map((q) => ({
          ...q,
          total: (q.supply * q.price) / MILLION,
        }));
        const answers = await evm.callAll(
          asked.map(({ performanceBps, managementBps, elapsed, highWaterMark, total, supply }) => {
            const terms = [performanceBps, managementBps, elapsed, highWaterMark, SHARES_A_UNIT];
            return [library, DUE + coder.encode(ARGUMENTS, [terms, total, supply]).slice(2)] as const;
          }),
        );
        for (const [index, { highWaterMark, elapsed, total, supply, ...fees }] of asked.entries()) {
          const { managementShares, performanceShares } = feesDue(fees, highWaterMark, elapsed, {
            total,
            supply,
          });
          const answer = answers[index];
          const [, management, , performance] = answer === undefined ? [] : coder.decode(ANSWER, answer);
          const input = [...Object.values(fees), elapsed, highWaterMark, total, supply].join(", ");
          comparison.expect(
            input,
            `${managementShares}, ${performanceShares}`,
            answer && `${management}, ${performance}`,
          );
        }
      }
      return comparison.result();
    } finally {
      await evm.close();
    }
  },
};
