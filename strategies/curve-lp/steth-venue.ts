/** Curve's classic ETH/stETH pool as a venue. The twin of `StethPoolAdvisor.sol` and `StethCurveLp.sol`. */
import { addLiquidity } from "../kernels/curve/add-liquidity.ts";
import { invariant } from "../kernels/curve/invariant.ts";
import { removeLiquidity } from "../kernels/curve/remove-liquidity.ts";
import { calcWithdrawOneCoin, removeLiquidityOneCoin } from "../kernels/curve/remove-liquidity-one-coin.ts";
import { etherBalance, FEE_DENOMINATOR, STETH, stethBalance } from "../kernels/curve/steth-pool.ts";
import { virtualPrice } from "../kernels/curve/virtual-price.ts";
import { sharesByEther } from "../kernels/lido/lido.ts";
import type { Market } from "../market/market.ts";
import { orRefused } from "./refused-quote.ts";
import type { CurveVenue } from "./venue.ts";

/** The market's own pool, which trades move too. */
export const stethVenue = ({ pool, lido }: Market): CurveVenue => ({
  virtualPrice: () => virtualPrice(pool, lido),
  reserves: () => ({ ether: etherBalance(pool), steth: stethBalance(pool, lido) }),
  supply: () => pool.lpSupply,

  quoteMint(ether, assets) {
    const [held, steth] = [etherBalance(pool), stethBalance(pool, lido)];
    const before = invariant(held, steth, pool.amplification);
    const after = invariant(held + ether, steth + assets, pool.amplification);
    const minted = ((after - before) * pool.lpSupply) / before;
    if (ether > 0n) return minted;
    // The pool's quote leaves out the fee: half of it on what of the deposit should have been ether, half on that ether.
    return minted - (((minted * held) / (held + steth)) * pool.fee) / FEE_DENOMINATOR;
  },

  quoteOneSided: (lp) =>
    sharesByEther(
      lido,
      orRefused(() => calcWithdrawOneCoin(pool, lido, lp, STETH)),
    ),

  quoteBalanced: (lp) => ({
    ether: (etherBalance(pool) * lp) / pool.lpSupply,
    units: sharesByEther(lido, (stethBalance(pool, lido) * lp) / pool.lpSupply),
  }),

  add: (ether, assets) => addLiquidity(pool, lido, ether, assets),

  removeBalanced(lp) {
    const { ether, steth } = removeLiquidity(pool, lido, lp);
    return { ether, units: sharesByEther(lido, steth) };
  },

  removeOneSided: (lp) => sharesByEther(lido, removeLiquidityOneCoin(pool, lido, lp, STETH)),
});
