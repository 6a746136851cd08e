// Settings and sizes of the loop in TypeScript against their twins in Solidity: the same settings are refused
// by the same rule, and the same target costs the same wei.

import { MaxUint256 } from "ethers";
import fc from "fast-check";
import { auctionDiscount, toAuction, toBorrow, toSell } from "../../strategies/leveraged-loop/sizing.ts";
import { unsound } from "../../strategies/leveraged-loop/soundness.ts";
import type { Proof } from "../proof.ts";
import { magnitude } from "./amounts.ts";
import { PARAMS } from "./loop-policy.proof.ts";
import { setting } from "./loop-questions.ts";
import { asking, holdAgainst } from "./twin.ts";

const SIZE = "(uint256 collateralValue, uint256 debt, uint256 target, uint256 lenderPeg, uint256 price)";
const PROBE = [
  `function unsound((${PARAMS} params, uint256 liquidationLtv, uint256 window)[]) pure returns (uint256[])`,
  `function sizes(${SIZE}[]) pure returns (uint256[] toBorrow, uint256[] toSell)`,
  `function auctions((uint256 ltv, uint256 line, uint256 liquidationLtv, uint256 bonus, uint256 collateralValue,
    uint256 debt, uint256 target)[]) pure returns (uint256[] discounts, uint256[] repaid)`,
];

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
  run({ cases, seed, onProgress }) {
    const third = Math.floor(cases / 3);
    const settings = fc.sample(setting, { seed, numRuns: third });
    const sizes = fc.sample(size, { seed, numRuns: third });
    const auctions = fc.sample(auction, { seed, numRuns: cases - 2 * third });
    const asked = [
      asking("unsound", settings, ({ params, liquidationLtv, window }) => [
        unsound(params, liquidationLtv, window),
      ]),
      asking("sizes", sizes, ({ collateralValue, debt, target, lenderPeg, price }) => [
        toBorrow(collateralValue, debt, target, lenderPeg),
        toSell(collateralValue, debt, target, lenderPeg, price) ?? MaxUint256,
      ]),
      asking("auctions", auctions, ({ ltv, line, liquidationLtv, bonus, collateralValue, debt, target }) => {
        const discount = auctionDiscount(ltv, line, liquidationLtv, bonus);
        return [discount, toAuction(collateralValue, debt, target, discount)];
      }),
    ];
    return holdAgainst("test/solidity/LoopPolicyProbe", PROBE, asked, onProgress);
  },
};
