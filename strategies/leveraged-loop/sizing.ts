/**
 * How much a loop borrows or sells to reach a target LTV. The twin of `contracts/strategies/LoopSizing.sol`,
 * digit for digit: amounts in wei, ratios scaled 1e9, rounded so that LTV lands at the target or on its safe
 * side, but for the price impact of the sale itself.
 */
const RATIO = 1_000_000_000n;
const WAD = 1_000_000_000_000_000_000n;

/**
 * ETH to borrow so that LTV rises to `target` when every ETH becomes at least one stETH of collateral.
 * Solves debt + f = target · (collateral + f · lenderPeg).
 */
export function toBorrow(collateralValue: bigint, debt: bigint, target: bigint, lenderPeg: bigint): bigint {
  const wanted = (collateralValue * target) / RATIO;
  const returned = (target * lenderPeg) / RATIO;
  if (wanted <= debt || returned >= RATIO) return 0n;
  return ((wanted - debt) * RATIO) / (RATIO - returned);
}

/**
 * stETH to sell at `price` (ETH per stETH, WAD) so that LTV falls to `target`.
 * Solves debt − s · price = target · (collateral − s · lenderPeg).
 * `undefined` where a sale at this price would raise LTV; 0 where there is nothing to do.
 */
export function toSell(
  collateralValue: bigint,
  debt: bigint,
  target: bigint,
  lenderPeg: bigint,
  price: bigint,
): bigint | undefined {
  const kept = (collateralValue * target) / RATIO;
  if (debt <= kept) return 0n;
  const lost = target * lenderPeg;
  if (price <= lost) return undefined;
  return ((debt - kept) * WAD + (price - lost) - 1n) / (price - lost);
}
