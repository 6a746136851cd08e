// Borrow and supply rates against the genuine DefaultReserveInterestRateStrategy of Aave v3.0, on many
// curves.

import { Interface, ZeroAddress } from "ethers";
import fc from "fast-check";
import { aaveCreationCode, withArguments } from "../../devnet/genesis/package-artifacts.ts";
import {
  borrowUsageRatio,
  type RateCurve,
  variableBorrowRate,
} from "../../strategies/kernels/aave/rate-curve.ts";
import { liquidityRate } from "../../strategies/kernels/aave/v3.0/liquidity-rate.ts";
import { RAY, WAD } from "../../strategies/kernels/math/units.ts";
import { type Call, LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { magnitude } from "./amounts.ts";
import { attempt } from "./attempt.ts";
import { tryQuestions } from "./try-cases.ts";

const STRATEGY = new Interface([
  `function calculateInterestRates((uint256 unbacked, uint256 liquidityAdded, uint256 liquidityTaken,
    uint256 totalStableDebt, uint256 totalVariableDebt, uint256 averageStableBorrowRate, uint256 reserveFactor,
    address reserve, address aToken)) view returns (uint256, uint256, uint256)`,
]);

/** WETH's curve as the market seeds it, then any other. */
const WETH_CURVE: RateCurve = {
  optimalUsageRatio: (RAY * 70n) / 100n,
  baseRate: 0n,
  slope1: (RAY * 3n) / 100n,
  slope2: RAY,
};
const CURVES = 40;

const ratio = fc.bigInt({ min: 1n, max: RAY - 1n });
const rate = fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 3n * RAY }));
const curve: fc.Arbitrary<RateCurve> = fc.record({
  optimalUsageRatio: ratio,
  baseRate: rate,
  slope1: rate,
  slope2: rate,
});

const question = fc.record({
  curve: fc.nat(CURVES - 1),
  liquidity: magnitude(100),
  /** At one ether the liquidity rate's rounding changes. */
  debt: fc.oneof({ weight: 9, arbitrary: magnitude(100) }, fc.constantFrom(WAD - 1n, WAD, WAD + 1n)),
  reserveFactor: fc.bigInt({ min: 0n, max: 10_000n }),
});

type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

export const proof: Proof = {
  name: "KRN-02 Aave v3.0 interest rate curve",
  holds: [
    {
      kernels: ["aave/rate-curve.ts", "aave/v3.0/liquidity-rate.ts"],
      against: "the rate strategy of Aave v3.0, @aave/core-v3 1.19.3",
      grade: "genuine",
    },
  ],
  async run(options) {
    const evm = await LocalEvm.open();
    try {
      const token = await evm.deploy(
        withArguments(
          aaveCreationCode("mocks/tokens/MintableERC20"),
          ["string", "string", "uint8"],
          ["Ether", "ETH", 18],
        ),
      );
      const curves = [WETH_CURVE, ...fc.sample(curve, { seed: options.seed, numRuns: CURVES - 1 })];
      const strategies: string[] = [];
      for (const { optimalUsageRatio, baseRate, slope1, slope2 } of curves) {
        const parameters = [ZeroAddress, optimalUsageRatio, baseRate, slope1, slope2, 0, 0, 0, 0, 0];
        const types = ["address", ...Array<string>(9).fill("uint256")];
        const code = aaveCreationCode("protocol/pool/DefaultReserveInterestRateStrategy");
        strategies.push(await evm.deploy(withArguments(code, types, parameters)));
      }

      // The aToken holds nothing: what is said to be added is all the liquidity there is.
      const callOf = ({ curve, liquidity, debt, reserveFactor }: Question): Call => {
        const parameters = [0, liquidity, 0, 0, debt, 0, reserveFactor, token, token];
        return [
          strategies[curve] as string,
          STRATEGY.encodeFunctionData("calculateInterestRates", [parameters]),
        ];
      };
      const answered = ({ curve, liquidity, debt, reserveFactor }: Question, answer?: string) => {
        const [supplied, , borrowed] =
          answer === undefined ? [] : STRATEGY.decodeFunctionResult("calculateInterestRates", answer);
        return {
          input: `curve ${curve}, liquidity ${liquidity}, debt ${debt}, reserve factor ${reserveFactor}`,
          kernel: attempt(() => {
            const usage = borrowUsageRatio(liquidity, debt);
            const borrowRate = variableBorrowRate(curves[curve] as RateCurve, usage);
            return `${liquidityRate(borrowRate, usage, debt, reserveFactor)}, ${borrowRate}`;
          }),
          contract: answer === undefined ? undefined : `${supplied}, ${borrowed}`,
        };
      };
      return await tryQuestions(
        question,
        async (questions) => {
          const answers = await evm.callAll(questions.map(callOf));
          return questions.map((asked, index) => answered(asked, answers[index]));
        },
        options,
      );
    } finally {
      await evm.close();
    }
  },
};
