/** stETH's family: a unit is a Lido share. The twin of `contracts/lst/StethAdapter.sol`. */
import { etherByShares, type Lido, sharesByEther } from "../kernels/lido/lido.ts";
import { mulDivCeil } from "../kernels/math/mul-div.ts";

/** Units that `assets` wei of stETH are worth, floored: what the token itself moves for that amount. */
export const toUnits = (lido: Lido, assets: bigint): bigint => sharesByEther(lido, assets);

/** The fewest units that are worth at least `assets`. */
export const toUnitsUp = (lido: Lido, assets: bigint): bigint =>
  mulDivCeil(assets, lido.totalShares, lido.totalPooledEther);

/** stETH wei that `units` show as, floored. */
export const toAssets = (lido: Lido, units: bigint): bigint => etherByShares(lido, units);

/** The fewest stETH wei that move at least `units`. */
export const toAssetsUp = (lido: Lido, units: bigint): bigint =>
  mulDivCeil(units, lido.totalPooledEther, lido.totalShares);
