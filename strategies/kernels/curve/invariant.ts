// The StableSwap invariant D of two coins: what the pool would hold in all if its coins were at par.
// Ports get_D of Curve's classic pools (StableSwapSTETH, Vyper 0.2.8).
// Quirk: it divides by 2x + 1 where later pools (stableswap-ng) divide by 2x, so the two are not
// interchangeable.

import { ProtocolRevert } from "../revert.ts";

/** Scale of the amplification coefficient. */
export const A_PRECISION = 100n;
const MAX_ROUNDS = 255;

/** D of balances `x0` and `x1`, wei, by Newton's method to within a wei; zero for an empty pool. */
export const invariant = (x0: bigint, x1: bigint, amplification: bigint): bigint => {
  const sum = x0 + x1;
  if (sum === 0n) return 0n;
  const ann = amplification * 2n;
  const annSum = (ann * sum) / A_PRECISION;
  const annLessOne = ann - A_PRECISION;
  const divisor0 = x0 * 2n + 1n;
  const divisor1 = x1 * 2n + 1n;
  let d = sum;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const product = (((d * d) / divisor0) * d) / divisor1;
    const previous = d;
    d = ((annSum + product * 2n) * d) / ((annLessOne * d) / A_PRECISION + 3n * product);
    const step = d - previous;
    if (step <= 1n && step >= -1n) return d;
  }
  throw new ProtocolRevert("the invariant does not converge");
};

/** Pools below it are solved from where the contract begins, as the next comment's reason does not hold for a few wei. */
const LARGE = 1n << 70n;

/**
 * What the pool must hold of one coin when it holds `x` of the other and its invariant is `d`.
 * Ports get_y and get_y_D, which for two coins are one formula. Throws RangeError where `x` is zero, as the
 * contract reverts.
 *
 * The contract begins at `d` and ends with a step of a wei at most. A step from within a few wei of the root misses it by less than
 * 1e-17 wei before it is floored, so that the last one ends at the root's floor from wherever the first began: here at the
 * quadratic's root in doubles, two steps before the end.
 */
export const balanceAtInvariant = (x: bigint, d: bigint, amplification: bigint): bigint => {
  const ann = amplification * 2n;
  const c = (((d * d) / (x * 2n)) * d * A_PRECISION) / (ann * 2n);
  const b = x + (d * A_PRECISION) / ann - d;
  let y = d > LARGE ? rootNear(Number(b) / 2, Number(c)) : d;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const previous = y;
    y = (y * y + c) / (2n * y + b);
    const step = y - previous;
    if (step <= 1n && step >= -1n) return y;
  }
  throw new ProtocolRevert("the balance does not converge");
};

/** Of y² + 2·half·y = c, to a part in 1e15. */
const rootNear = (half: number, c: number): bigint => BigInt(Math.ceil(Math.sqrt(half * half + c) - half));
