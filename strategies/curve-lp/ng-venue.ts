/**
 * A Curve StableSwap-NG pool of WETH and wstETH as a venue. The twin of `NgPoolAdvisor.sol` and `NgCurveLp.sol`. One
 * wstETH is one unit, and its rate is Lido's.
 */
import { addLiquidity } from "../kernels/curve-ng/add-liquidity.ts";
import { withdrawAdminFees } from "../kernels/curve-ng/admin-fees.ts";
import { lpTokensFor } from "../kernels/curve-ng/imbalance.ts";
import { balancesOf, type NgPool, type Pair, storedRate } from "../kernels/curve-ng/pool.ts";
import { removeLiquidity } from "../kernels/curve-ng/remove-liquidity.ts";
import {
  calcWithdrawOneCoin,
  removeLiquidityOneCoin,
} from "../kernels/curve-ng/remove-liquidity-one-coin.ts";
import { virtualPrice } from "../kernels/curve-ng/virtual-price.ts";
import { type Lido, sharesByEther } from "../kernels/lido/lido.ts";
import { stethPerToken, unwrap, wrap } from "../kernels/lido/wsteth.ts";
import { WAD } from "../kernels/math/units.ts";
import type { Market } from "../market/market.ts";
import { orRefused } from "./refused-quote.ts";
import type { CurveVenue } from "./venue.ts";

const WSTETH = 1;

/** What the pool multiplies WETH and wstETH by. */
export const ngRates = (lido: Lido): Pair => [storedRate(WAD), storedRate(WAD, stethPerToken(lido))];

/** `pool` amid a market whose Lido it asks for rates. */
export function ngVenue(market: Market, pool: NgPool): CurveVenue {
  const { lido } = market;
  const rates = () => ngRates(lido);
  /** wstETH that is unwrapped moves whole shares, rounded down twice. */
  const unwrapped = (wsteth: bigint) => (wsteth === 0n ? 0n : sharesByEther(lido, unwrap(lido, wsteth)));
  return {
    virtualPrice: () => virtualPrice(pool, rates()),
    reserves() {
      const [ether, wsteth] = balancesOf(pool);
      return { ether, steth: (wsteth * rates()[WSTETH]) / WAD };
    },
    supply: () => pool.lpSupply,
    quoteMint: (ether, assets) => lpTokensFor(pool, rates(), [ether, sharesByEther(lido, assets)], 1n),
    quoteOneSided: (lp) => orRefused(() => calcWithdrawOneCoin(pool, rates(), lp, WSTETH)),
    quoteBalanced(lp) {
      const [ether, wsteth] = balancesOf(pool);
      return { ether: (ether * lp) / pool.lpSupply, units: (wsteth * lp) / pool.lpSupply };
    },
    add: (ether, assets) => addLiquidity(pool, rates(), [ether, wrap(lido, assets)], market.time),
    removeBalanced(lp) {
      const [ether, wsteth] = removeLiquidity(pool, lp, market.time);
      withdrawAdminFees(pool);
      return { ether, units: unwrapped(wsteth) };
    },
    removeOneSided: (lp) => unwrapped(removeLiquidityOneCoin(pool, rates(), lp, WSTETH, market.time)),
  };
}
