// The growth of both indices with time against the genuine Pool of Aave v3.0, whose storage is set to any
// rate, index and age.

import { AbiCoder, Interface, keccak256, toBeHex, ZeroAddress, zeroPadValue } from "ethers";
import fc from "fast-check";
import type { Address } from "../../devnet/addresses.ts";
import { aaveCreationCode, withArguments } from "../../devnet/genesis/package-artifacts.ts";
import { normalizedIncome } from "../../strategies/kernels/aave/reserve.ts";
import { normalizedDebt, type Reserve } from "../../strategies/kernels/aave/v3.0/reserve.ts";
import { RAY } from "../../strategies/kernels/math/units.ts";
import { type Call, LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { magnitude } from "./amounts.ts";
import { attempt } from "./attempt.ts";
import { tryQuestions } from "./try-cases.ts";

const POOL = new Interface([
  "function getReserveNormalizedIncome(address) view returns (uint256)",
  "function getReserveNormalizedVariableDebt(address) view returns (uint256)",
]);

/** Where PoolStorage keeps `_reserves`, after the 52 slots of VersionedInitializable. */
const RESERVES_SLOT = 52;
const DECADE = 315_360_000;
const HALF = 128n;

const elapsed = fc.oneof(fc.constantFrom(0, 1, 2, 3, 12, 21_600, 86_400, 31_536_000), fc.nat(DECADE));
/** Rates up to 2,000% a year and indices up to 1,000: far past any that was seen. */
const question = fc.record({
  elapsed,
  liquidityRate: magnitude(94),
  variableBorrowRate: magnitude(94),
  liquidityIndex: fc.bigInt({ min: RAY, max: 1000n * RAY }),
  variableBorrowIndex: fc.bigInt({ min: RAY, max: 1000n * RAY }),
});

type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

export const proof: Proof = {
  name: "KRN-03 Aave v3.0 linear and compound interest",
  holds: [
    {
      kernels: [
        "aave/linear-interest.ts",
        "aave/reserve.ts",
        "aave/v3.0/compound-interest.ts",
        "aave/v3.0/reserve.ts",
      ],
      against: "the pool of Aave v3.0, @aave/core-v3 1.19.3",
      grade: "genuine",
    },
  ],
  async run(options) {
    const evm = await LocalEvm.open();
    try {
      // The views call no library: any address stands for those that the transactions need.
      const libraries = Object.fromEntries(
        [
          "LiquidationLogic",
          "SupplyLogic",
          "EModeLogic",
          "FlashLoanLogic",
          "BorrowLogic",
          "BridgeLogic",
          "PoolLogic",
        ].map((name) => [name, ZeroAddress as Address]),
      );
      const pool = await evm.deploy(
        withArguments(aaveCreationCode("protocol/pool/Pool", libraries), ["address"], [ZeroAddress]),
      );
      const now = await evm.now();
      // No block is mined between writing and asking: every call sees the time that was read.
      const ask = async (questions: readonly Question[]) => {
        const calls: Call[] = [];
        for (const [index, reserve] of questions.entries()) {
          const asset = zeroPadValue(toBeHex(index + 1), 20);
          await writeReserve(evm, pool, asset, reserve, now - reserve.elapsed);
          calls.push([pool, POOL.encodeFunctionData("getReserveNormalizedIncome", [asset])]);
          calls.push([pool, POOL.encodeFunctionData("getReserveNormalizedVariableDebt", [asset])]);
        }
        const answers = await evm.callAll(calls);
        return questions.map(({ elapsed, ...rates }, index) => {
          const reserve = { ...EMPTY, ...rates, lastUpdate: now - elapsed };
          const indices = answers.slice(2 * index, 2 * index + 2).map((answer) => BigInt(answer as string));
          return {
            input: `${elapsed} s at ${rates.liquidityRate} and ${rates.variableBorrowRate}, indices ${rates.liquidityIndex} and ${rates.variableBorrowIndex}`,
            kernel: attempt(() => `${normalizedIncome(reserve, now)}, ${normalizedDebt(reserve, now)}`),
            contract: indices.join(", "),
          };
        });
      };
      return await tryQuestions(question, ask, options);
    } finally {
      await evm.close();
    }
  },
};

const EMPTY: Reserve = {
  liquidityIndex: RAY,
  variableBorrowIndex: RAY,
  liquidityRate: 0n,
  variableBorrowRate: 0n,
  lastUpdate: 0,
  scaledSupply: 0n,
  scaledDebt: 0n,
  accruedToTreasury: 0n,
  availableLiquidity: 0n,
  reserveFactor: 0n,
  curve: { optimalUsageRatio: RAY / 2n, baseRate: 0n, slope1: 0n, slope2: 0n },
};

/**
 * Writes rates, indices and time as DataTypes.ReserveData packs them: the reserve's second to fourth slots.
 */
async function writeReserve(
  evm: LocalEvm,
  pool: string,
  asset: string,
  reserve: Pick<Reserve, "liquidityIndex" | "liquidityRate" | "variableBorrowIndex" | "variableBorrowRate">,
  lastUpdate: number,
): Promise<void> {
  const base = BigInt(
    keccak256(AbiCoder.defaultAbiCoder().encode(["address", "uint256"], [asset, RESERVES_SLOT])),
  );
  const words = [
    reserve.liquidityIndex | (reserve.liquidityRate << HALF),
    reserve.variableBorrowIndex | (reserve.variableBorrowRate << HALF),
    BigInt(lastUpdate) << HALF,
  ];
  for (const [index, word] of words.entries()) {
    await evm.request("hardhat_setStorageAt", pool, toBeHex(base + 1n + BigInt(index)), toBeHex(word, 32));
  }
}
