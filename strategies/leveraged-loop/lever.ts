/** How much a lever borrows. The twin of `planLever` in `contracts/strategies/LoopAdvisor.sol`; wei. */
import { least } from "../kernels/math/extremes.ts";
import { WAD } from "../kernels/math/units.ts";
import { lenderRate } from "../market/feed.ts";
import { collateralOf, debtOf } from "../market/lender-account.ts";
import type { Loop } from "./position.ts";
import { toBorrow } from "./sizing.ts";

/** ETH to borrow so that LTV rises to `target` (1e9), as far as one lever, flash lender and lender allow. */
export function planLever({ market, position, settings }: Loop, target: bigint, lenderPeg: bigint): bigint {
  const value = (collateralOf(market, position) * lenderRate(market)) / WAD;
  const wanted = toBorrow(value, debtOf(market, position), target, lenderPeg);
  const available = least(market.flashLiquidity, market.lender.weth.availableLiquidity);
  return least(least(wanted, available), settings.maxLever);
}
