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
import { answered } from "./formulas.ts";
import { tryQuestions } from "./try-cases.ts";

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

type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

export const proof: Proof = {
  name: "KRN-01 Aave v3.0 wad and ray arithmetic",
  holds: [
    {
      kernels: ["math/ray.ts", "math/wad.ts"],
      against: "WadRayMath of Aave v3.0, @aave/core-v3 1.19.3",
      grade: "genuine",
    },
  ],
  async run(options) {
    const evm = await LocalEvm.open();
    try {
      const wrapper = await evm.deploy(aaveCreationCode("mocks/tests/WadRayMathWrapper"));
      const callOf = ({ name, a, b }: Question): Call => {
        const operands = name === "rayToWad" || name === "wadToRay" ? [a] : [a, b];
        return [wrapper, WRAPPER.encodeFunctionData(name, operands)];
      };
      return await tryQuestions(
        question,
        async (questions) => answered(KERNELS, questions, await evm.callAll(questions.map(callOf))),
        options,
      );
    } finally {
      await evm.close();
    }
  },
};
