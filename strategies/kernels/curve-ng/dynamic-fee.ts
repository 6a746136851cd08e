// The fee grows as the pool leaves its balance, up to a multiple of itself: who trades in a depeg pays those who
// bear it.
// Ports _dynamic_fee of CurveStableSwapNG v7.0.0.

import { uint256 } from "../math/uint256.ts";
import { FEE_DENOMINATOR, type NgPool } from "./pool.ts";

/**
 * The fee where the pool holds `xi` and `xj` at their rates, scale 1e10, floored: `fee` at balance, nearly
 * `fee` times the multiplier at its edge. Throws RangeError where both are zero, as the contract reverts.
 */
export const dynamicFee = ({ offpegFeeMultiplier }: NgPool, xi: bigint, xj: bigint, fee: bigint): bigint => {
  if (offpegFeeMultiplier <= FEE_DENOMINATOR) return fee;
  const excess = offpegFeeMultiplier - FEE_DENOMINATOR;
  const balance = uint256(excess * 4n * xi * xj) / uint256((xi + xj) ** 2n);
  return (offpegFeeMultiplier * fee) / (balance + FEE_DENOMINATOR);
};

/** Of a deposit or withdrawal out of proportion: half the trading fee, before it grows. Floored. */
export const imbalanceFeeRate = ({ fee }: NgPool): bigint => (fee * 2n) / 4n;
