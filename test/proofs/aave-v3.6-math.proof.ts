// Rounded arithmetic, scaled balances and interest against the genuine libraries of Aave v3.6, below the size at
// which they would overflow.

import fc from "fast-check";
import { linearInterest } from "../../strategies/kernels/aave/linear-interest.ts";
import { compoundInterest } from "../../strategies/kernels/aave/v3.6/compound-interest.ts";
import * as scaled from "../../strategies/kernels/aave/v3.6/scaled.ts";
import * as percent from "../../strategies/kernels/math/percent.ts";
import * as ray from "../../strategies/kernels/math/ray.ts";
import { RAY } from "../../strategies/kernels/math/units.ts";
import { wadDiv } from "../../strategies/kernels/math/wad.ts";
import { aaveV36 } from "../evm/aave/compile-v3.6.ts";
import { Deployer } from "../evm/aave/deployer.ts";
import { type Call, LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { magnitude } from "./amounts.ts";
import { answered, type Formula } from "./formulas.ts";
import { tryQuestions } from "./try-cases.ts";

const CENTURY = 3_153_600_000;

const ARITHMETIC: Record<string, Formula> = { ...ray, ...percent, wadDiv };
const SCALED: Record<string, Formula> = { ...scaled, supplyMoved: scaled.supplyBurned };
const INTEREST: Record<string, Formula> = {
  linearInterest: (rate, elapsed) => linearInterest(rate, Number(elapsed)),
  compoundInterest: (rate, elapsed) => compoundInterest(rate, Number(elapsed)),
};
const KERNELS = { ...ARITHMETIC, ...SCALED, ...INTEREST };

const index = fc.oneof(
  fc.constantFrom(RAY, RAY + 1n, (1n << 128n) - 1n),
  fc.bigInt({ min: RAY, max: 1000n * RAY }),
);
const elapsed = fc
  .oneof(fc.constantFrom(0, 1, 2, 3, 12, 21_600, 86_400, 31_536_000), fc.nat(CENTURY / 2))
  .map(BigInt, Number);
const question = fc.oneof(
  fc.record({ name: fc.constantFrom(...Object.keys(ARITHMETIC)), a: magnitude(127), b: magnitude(127) }),
  fc.record({ name: fc.constantFrom(...Object.keys(SCALED)), a: magnitude(128), b: index }),
  fc.record({ name: fc.constantFrom(...Object.keys(INTEREST)), a: magnitude(94), b: elapsed }),
);

type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

export const proof: Proof = {
  name: "KRN-20 Aave v3.6 rounding, scaled balances and interest",
  holds: [
    {
      kernels: [
        "math/percent.ts",
        "math/ray.ts",
        "aave/linear-interest.ts",
        "aave/v3.6/compound-interest.ts",
        "aave/v3.6/scaled.ts",
      ],
      against: "the libraries of Aave v3.6, @aave-dao/aave-v3-origin 3.6.0",
      grade: "genuine",
    },
  ],
  async run(options) {
    const evm = await LocalEvm.open();
    try {
      const deployer = new Deployer(evm, aaveV36());
      const probe = await deployer.deploy("LibraryProbe");
      const abi = deployer.interface("LibraryProbe");
      const callOf = ({ name, a, b }: Question): Call => [probe, abi.encodeFunctionData(name, [a, b])];
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
