// Ray and wad arithmetic against the genuine WadRayMath of Aave v3.0, below the size at which the contract
// would overflow.

import { Interface } from "ethers";
import fc from "fast-check";
import { aaveCreationCode } from "../../devnet/genesis/package-artifacts.ts";
import { rayDiv, rayMul } from "../../strategies/kernels/math/ray.ts";
import { rayToWad, wadDiv, wadMul, wadToRay } from "../../strategies/kernels/math/wad.ts";
import { type Call, LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { magnitude } from "./amounts.ts";
import { attempt } from "./attempt.ts";
import { Comparison } from "./comparison.ts";

const WRAPPER = new Interface([
  "function rayMul(uint256 a, uint256 b) pure returns (uint256)",
  "function rayDiv(uint256 a, uint256 b) pure returns (uint256)",
  "function wadMul(uint256 a, uint256 b) pure returns (uint256)",
  "function wadDiv(uint256 a, uint256 b) pure returns (uint256)",
  "function rayToWad(uint256 a) pure returns (uint256)",
  "function wadToRay(uint256 a) pure returns (uint256)",
]);

const KERNELS: Record<string, (a: bigint, b: bigint) => bigint> = {
  rayMul,
  rayDiv,
  wadMul,
  wadDiv,
  rayToWad,
  wadToRay,
};

const question = fc.record({
  name: fc.constantFrom(...Object.keys(KERNELS)),
  a: magnitude(127),
  b: magnitude(127),
});

export const proof: Proof = {
  name: "KRN-01 Aave v3.0 wad and ray arithmetic",
  holds: [
    {
      kernels: ["math/ray.ts", "math/wad.ts"],
      against: "WadRayMath of Aave v3.0, @aave/core-v3 1.19.3",
      grade: "genuine",
    },
  ],
  async run({ cases, seed, onProgress }) {
    const evm = await LocalEvm.open();
    try {
      const wrapper = await evm.deploy(aaveCreationCode("mocks/tests/WadRayMathWrapper"));
      const questions = fc.sample(question, { seed, numRuns: cases });
      const calls = questions.map(({ name, a, b }): Call => {
        const operands = name === "rayToWad" || name === "wadToRay" ? [a] : [a, b];
        return [wrapper, WRAPPER.encodeFunctionData(name, operands)];
      });
      const answers = await evm.callAll(calls);
      const comparison = new Comparison();
      for (const [index, { name, a, b }] of questions.entries()) {
        const answer = answers[index];
        const kernel = attempt(() => KERNELS[name]?.(a, b));
        comparison.expect(`${name}(${a}, ${b})`, kernel, answer === undefined ? undefined : BigInt(answer));
      }
      onProgress?.(comparison.cases);
      return comparison.result();
    } finally {
      await evm.close();
    }
  },
};
