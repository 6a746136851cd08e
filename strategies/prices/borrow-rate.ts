/**
 * What borrowing ETH has cost, and would cost after one more loan. The twin of `contracts/prices/LoopPrices.sol` and, for the
 * lender's own curve, of `contracts/prices/AaveV30BorrowRate.sol`.
 */
import { borrowUsageRatio, variableBorrowRate } from "../kernels/aave/rate-curve.ts";
import { normalizedDebt } from "../kernels/aave/v3.0/reserve.ts";
import { rayMul } from "../kernels/math/ray.ts";
import { type Ray, SECONDS_PER_YEAR, type Seconds, WAD, type Wad } from "../kernels/math/units.ts";
import type { Market } from "../market/market.ts";

const SPACING: Seconds = 86_400;
const RAY_TO_WAD = 1_000_000_000n;

/** The lender's debt index when it was looked at. */
export interface DebtAnchor {
  readonly index: Ray;
  readonly time: Seconds;
}

export const debtAnchor = ({ lender, time }: Market): DebtAnchor => ({
  index: normalizedDebt(lender.weth, time),
  time,
});

/** True once a new anchor is due. */
export const anchorDue = (newer: DebtAnchor, { time }: Market): boolean => time - newer.time >= SPACING;

/** The rate paid since the older anchor, a year, simple; until a day is measured, the rate as it is now. */
export function borrowApr(older: DebtAnchor, market: Market): Wad {
  const elapsed = market.time - older.time;
  if (elapsed < SPACING) return borrowAprAfter(market, 0n);
  const grown = normalizedDebt(market.lender.weth, market.time) - older.index;
  return (grown * WAD * SECONDS_PER_YEAR) / (older.index * BigInt(elapsed));
}

/** The rate once `amount` more is borrowed, a year; the reserve must have so much to lend. */
export function borrowAprAfter({ lender: { weth }, time }: Market, amount: bigint): Wad {
  const debt = rayMul(weth.scaledDebt, normalizedDebt(weth, time)) + amount;
  const usage = borrowUsageRatio(weth.availableLiquidity - amount, debt);
  return variableBorrowRate(weth.curve, usage) / RAY_TO_WAD;
}
