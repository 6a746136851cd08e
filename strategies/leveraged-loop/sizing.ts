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
 * What the ripcord auction gives beyond the debt that is repaid, a part of it: nothing at the line, all of the lender's own
 * liquidation bonus where the lender would liquidate. `bonus` is scaled 1e9: 75_000_000 is 7.5%.
 */
export function auctionDiscount(ltv: bigint, line: bigint, liquidationLtv: bigint, bonus: bigint): bigint {
  if (ltv >= liquidationLtv) return bonus;
  if (ltv <= line) return 0n;
  return (bonus * (ltv - line)) / (liquidationLtv - line);
}

/**
 * The most debt that an auction at this discount lets others repay: what brings LTV to `target`.
 * Solves debt − r = target · (collateral − r · (1 + discount)).
 */
export function toAuction(collateralValue: bigint, debt: bigint, target: bigint, discount: bigint): bigint {
  const kept = (collateralValue * target) / RATIO;
  if (debt <= kept) return 0n;
  const lost = (target * (RATIO + discount)) / RATIO;
  if (lost >= RATIO) return debt;
  const repaid = ((debt - kept) * RATIO + (RATIO - lost) - 1n) / (RATIO - lost);
  return repaid < debt ? repaid : debt;
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
