// Settings and sizes of the loop in TypeScript against their twins in Solidity: the same settings are refused
// by the same rule, and the same target costs the same wei.

import { Interface, MaxUint256 } from "ethers";
import fc from "fast-check";
import { auctionDiscount, toAuction, toBorrow, toSell } from "../../strategies/leveraged-loop/sizing.ts";
import { unsound } from "../../strategies/leveraged-loop/soundness.ts";
import { compiled } from "../evm/compiled.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { magnitude } from "./amounts.ts";
import { Comparison } from "./comparison.ts";
import { PARAMS } from "./loop-policy.proof.ts";
import { setting } from "./loop-questions.ts";

const SIZE = "(uint256 collateralValue, uint256 debt, uint256 target, uint256 lenderPeg, uint256 price)";
const PROBE = new Interface([
  `function unsound((${PARAMS} params, uint256 liquidationLtv)[]) pure returns (uint256[])`,
  `function sizes(${SIZE}[]) pure returns (uint256[] toBorrow, uint256[] toSell)`,
  `function auctions((uint256 ltv, uint256 line, uint256 liquidationLtv, uint256 bonus, uint256 collateralValue,
    uint256 debt, uint256 target)[]) pure returns (uint256[] discounts, uint256[] repaid)`,
]);
const CASES_A_CALL = 100;
const AUCTION = ["ltv", "line", "liquidationLtv", "bonus", "collateralValue", "debt", "target"] as const;

const ratio = fc.bigInt({ min: 0n, max: 1_200_000_000n });
/** Up to ten thousand times all the ether there is. */
const size = fc.record({
  collateralValue: magnitude(100),
  debt: magnitude(100),
  target: ratio,
  lenderPeg: ratio,
  price: fc.oneof(magnitude(62), fc.bigInt({ min: 0n, max: 2n * 10n ** 18n })),
});

const auction = fc.record({
  ltv: ratio,
  line: ratio,
  liquidationLtv: ratio,
  bonus: fc.bigInt({ min: 0n, max: 200_000_000n }),
  collateralValue: magnitude(100),
  debt: magnitude(100),
  target: ratio,
});

export const proof: Proof = {
  name: "ONE-01 settings and sizes in TypeScript and in Solidity",
  async run({ cases, seed, onProgress }) {
    const evm = await LocalEvm.open();
    try {
      const probe = await evm.deploy(compiled("test/solidity/LoopPolicyProbe"));
      const comparison = new Comparison();
      const third = Math.floor(cases / 3);
      const settings = fc.sample(setting, { seed, numRuns: third });
      const sizes = fc.sample(size, { seed, numRuns: third });
      const auctions = fc.sample(auction, { seed, numRuns: cases - 2 * third });
      const ask = async (name: string, argument: unknown) => {
        const [answer] = await evm.callAll([[probe, PROBE.encodeFunctionData(name, [argument])]]);
        return answer === undefined ? undefined : PROBE.decodeFunctionResult(name, answer);
      };
      for (let start = 0; start < settings.length; start += CASES_A_CALL) {
        const asked = settings.slice(start, start + CASES_A_CALL);
        const rules = await ask("unsound", asked);
        for (const [index, { params, liquidationLtv }] of asked.entries()) {
          const input = JSON.stringify({ params, liquidationLtv });
          comparison.expect(input, BigInt(unsound(params, liquidationLtv)), rules?.[0][index]);
        }
        onProgress?.(comparison.cases);
      }
      for (let start = 0; start < sizes.length; start += CASES_A_CALL) {
        const asked = sizes.slice(start, start + CASES_A_CALL);
        const answer = await ask("sizes", asked);
        for (const [index, { collateralValue, debt, target, lenderPeg, price }] of asked.entries()) {
          const borrowed = toBorrow(collateralValue, debt, target, lenderPeg);
          const sold = toSell(collateralValue, debt, target, lenderPeg, price) ?? MaxUint256;
          const input = [collateralValue, debt, target, lenderPeg, price].join(", ");
          comparison.expect(
            input,
            `${borrowed}, ${sold}`,
            answer && `${answer.toBorrow[index]}, ${answer.toSell[index]}`,
          );
        }
        onProgress?.(comparison.cases);
      }
      for (let start = 0; start < auctions.length; start += CASES_A_CALL) {
        const asked = auctions.slice(start, start + CASES_A_CALL);
        const answer = await ask("auctions", asked);
        for (const [index, { ltv, line, liquidationLtv, bonus, ...position }] of asked.entries()) {
          const discount = auctionDiscount(ltv, line, liquidationLtv, bonus);
          const { collateralValue, debt, target } = position;
          comparison.expect(
            AUCTION.map((name) => asked[index]?.[name]).join(", "),
            `${discount}, ${toAuction(collateralValue, debt, target, discount)}`,
            answer && `${answer.discounts[index]}, ${answer.repaid[index]}`,
          );
        }
        onProgress?.(comparison.cases);
      }
      return comparison.result();
    } finally {
      await evm.close();
    }
  },
};
