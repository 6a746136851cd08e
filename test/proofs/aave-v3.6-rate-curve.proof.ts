// Borrow and supply rates against the genuine DefaultReserveInterestRateStrategyV2 of Aave v3.6, on many curves
// and with a deficit.

import { encodeBytes32String, toBeHex, zeroPadValue } from "ethers";
import fc from "fast-check";
import {
  borrowUsageRatio,
  type RateCurve,
  variableBorrowRate,
} from "../../strategies/kernels/aave/rate-curve.ts";
import { liquidityRate, supplyUsageRatio } from "../../strategies/kernels/aave/v3.6/liquidity-rate.ts";
import { aaveV36 } from "../evm/aave/compile-v3.6.ts";
import { Deployer } from "../evm/aave/deployer.ts";
import { type Call, LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { magnitude } from "./amounts.ts";
import { attempt } from "./attempt.ts";
import { tryQuestions } from "./try-cases.ts";

const CURVES = 60;
const RAY_A_BPS = 10n ** 23n;
const SET = "setInterestRateParams(address,(uint16,uint32,uint32,uint32))";

/** In basis points, as the strategy takes them: slopes that rise, and at most 1,000% in all. */
const curve = fc
  .record({
    optimal: fc.integer({ min: 100, max: 9_900 }),
    base: fc.oneof(fc.constant(0), fc.nat(1_000)),
    slope1: fc.oneof(fc.constant(0), fc.nat(20_000)),
    steeper: fc.oneof(fc.constant(0), fc.nat(59_000)),
  })
  .map(({ optimal, base, slope1, steeper }) => [optimal, base, slope1, slope1 + steeper] as const);

const question = fc.record({
  curve: fc.nat(CURVES - 1),
  liquidity: magnitude(100),
  debt: magnitude(100),
  deficit: fc.oneof(fc.constant(0n), magnitude(100)),
  reserveFactor: fc.bigInt({ min: 0n, max: 10_000n }),
});

type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

const reserveOf = (curve: number): string => zeroPadValue(toBeHex(curve + 1), 20);

const inRays = ([optimal, base, slope1, slope2]: readonly number[]): RateCurve => {
  const [optimalUsageRatio = 0n, baseRate = 0n, ...slopes] = [optimal, base, slope1, slope2].map(
    (bps) => BigInt(bps ?? 0) * RAY_A_BPS,
  );
  return { optimalUsageRatio, baseRate, slope1: slopes[0] ?? 0n, slope2: slopes[1] ?? 0n };
};

export const proof: Proof = {
  name: "KRN-21 Aave v3.6 interest rate curve",
  holds: [
    {
      kernels: ["aave/rate-curve.ts", "aave/v3.6/liquidity-rate.ts"],
      against: "the rate strategy of Aave v3.6, @aave-dao/aave-v3-origin 3.6.0",
      grade: "genuine",
    },
  ],
  async run(options) {
    const evm = await LocalEvm.open();
    try {
      const deployer = new Deployer(evm, aaveV36());
      const provider = await deployer.deploy("PoolAddressesProvider", ["test", evm.sender]);
      const configurator = [encodeBytes32String("POOL_CONFIGURATOR"), evm.sender];
      await evm.send(
        provider,
        deployer.interface("PoolAddressesProvider").encodeFunctionData("setAddress", configurator),
      );
      const strategy = await deployer.deploy("DefaultReserveInterestRateStrategyV2", [provider]);
      const abi = deployer.interface("DefaultReserveInterestRateStrategyV2");
      const curves = fc.sample(curve, { seed: options.seed, numRuns: CURVES });
      for (const [index, bps] of curves.entries())
        await evm.send(strategy, abi.encodeFunctionData(SET, [reserveOf(index), bps]));

      const callOf = ({ curve, liquidity, debt, deficit, reserveFactor }: Question): Call => {
        const parameters = [deficit, 0, 0, debt, reserveFactor, reserveOf(curve), true, liquidity];
        return [strategy, abi.encodeFunctionData("calculateInterestRates", [parameters])];
      };
      const answered = ({ curve, liquidity, debt, deficit, reserveFactor }: Question, answer?: string) => ({
        input: `curve ${curves[curve]}, liquidity ${liquidity}, debt ${debt}, deficit ${deficit}, reserve factor ${reserveFactor}`,
        kernel: attempt(() => {
          const rates = inRays(curves[curve] ?? []);
          const borrowRate = variableBorrowRate(rates, borrowUsageRatio(liquidity, debt));
          const supplyUsage = supplyUsageRatio(liquidity, debt, deficit);
          return `${liquidityRate(borrowRate, supplyUsage, reserveFactor)}, ${borrowRate}`;
        }),
        contract: answer && abi.decodeFunctionResult("calculateInterestRates", answer).join(", "),
      });
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
