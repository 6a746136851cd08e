/**
 * How far the market ended from what the tape's row asked for: for reports, as floating-point parts of the
 * target.
 */
import { borrowUsageRatio } from "../../strategies/kernels/aave/rate-curve.ts";
import { normalizedDebt } from "../../strategies/kernels/aave/v3.0/reserve.ts";
import { etherBalance, stethBalance } from "../../strategies/kernels/curve/steth-pool.ts";
import { stethPrice } from "../../strategies/kernels/curve/trade-to-price.ts";
import { rayMul } from "../../strategies/kernels/math/ray.ts";
import { rayToWad } from "../../strategies/kernels/math/wad.ts";
import type { TapeMarket } from "./step-plan.ts";
import type { TapeRow } from "./tape.ts";

export interface Residual {
  /** Of the pool's balances, the larger of both; absent where the row has none. */
  readonly balances?: number;
  /**
   * Of the price. Where the pool follows balances the price is what they give, and this is how it differs
   * from the row's.
   */
  readonly price: number;
  readonly utilisation?: number;
}

/** |is / wanted - 1|. */
const part = (is: bigint, wanted: bigint): number => Math.abs(Number(is - wanted) / Number(wanted));

/** Distances after the plan of `row` was carried out at the row's time. */
export function residualOf(row: TapeRow, { lido, pool, lender: { weth } }: TapeMarket): Residual {
  const { curveEther, curveSteth, stethEth, wethUtilisation } = row;
  const debt = rayMul(weth.scaledDebt, normalizedDebt(weth, row.time));
  const utilisation = rayToWad(borrowUsageRatio(weth.availableLiquidity, debt));
  return {
    ...(curveEther &&
      curveSteth && {
        balances: Math.max(
          part(etherBalance(pool), curveEther.value),
          part(stethBalance(pool, lido), curveSteth.value),
        ),
      }),
    price: part(stethPrice(pool, lido), stethEth.value),
    ...(wethUtilisation && { utilisation: part(utilisation, wethUtilisation.value) }),
  };
}
