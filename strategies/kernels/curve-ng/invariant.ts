// The StableSwap invariant D of two coins, as NG pools solve it.
// Ports get_D, get_y and get_y_D of CurveStableSwapNG v7.0.0.
// Quirk: it divides by 4·x·y where the classic stETH pool divides by (2x + 1)·(2y + 1), so a pool without one coin
// has no invariant here, and the two are not interchangeable. The contract's arithmetic is checked: far out of
// balance a product passes 2^256 and the pool refuses.

import { uint256 } from "../math/uint256.ts";
import { ProtocolRevert } from "../revert.ts";
import type { Pair } from "./pool.ts";

/** Scale of the amplification coefficient. */
export const A_PRECISION = 100n;
const MAX_ROUNDS = 255;

/**
 * D of balances at their rates, 18 decimals, by Newton's method to within 1; zero for an empty pool. Throws
 * RangeError where only one coin is there, as the contract reverts.
 */
export const invariant = ([x0, x1]: Pair, amplification: bigint): bigint => {
  const sum = x0 + x1;
  if (sum === 0n) return 0n;
  const ann = amplification * 2n;
  const annSum = (ann * sum) / A_PRECISION;
  const annLessOne = ann - A_PRECISION;
  let d = sum;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const product = uint256((uint256(d * d) / x0) * d) / x1 / 4n;
    const previous = d;
    d = uint256((annSum + product * 2n) * d) / ((annLessOne * d) / A_PRECISION + 3n * product);
    const step = d - previous;
    if (step <= 1n && step >= -1n) return d;
  }
  throw new ProtocolRevert("the invariant does not converge");
};

/**
 * What the pool must hold of one coin, at its rate, when it holds `x` of the other and its invariant is `d`. For
 * two coins get_y and get_y_D are one formula. Throws RangeError where `x` is zero, as the contract reverts.
 */
export const balanceAtInvariant = (x: bigint, d: bigint, amplification: bigint): bigint => {
  const ann = amplification * 2n;
  const c = uint256((uint256(d * d) / (x * 2n)) * d * A_PRECISION) / (ann * 2n);
  const b = x + (d * A_PRECISION) / ann;
  let y = d;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const previous = y;
    y = uint256(y * y + c) / uint256(2n * y + b - d);
    const step = y - previous;
    if (step <= 1n && step >= -1n) return y;
  }
  throw new ProtocolRevert("the balance does not converge");
};
