/**
 * Curve's stETH pool in floating point: what `kernels/curve` computes to the wei, here to about a part in 1e12. Amounts are
 * ether, `a` is the amplification coefficient.
 */
const MAX_ROUNDS = 64;

/** The invariant of two balances. */
export function invariantOf(x0: number, x1: number, a: number): number {
  const sum = x0 + x1;
  if (sum === 0) return 0;
  const ann = a * 2;
  let d = sum;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const product = (d * d * d) / (4 * x0 * x1);
    const next = ((ann * sum + 2 * product) * d) / ((ann - 1) * d + 3 * product);
    if (Math.abs(next - d) <= 1e-12 * d) return next;
    d = next;
  }
  return d;
}

/** What the pool holds of one coin when it holds `x` of the other: the larger root of a quadratic. */
export function balanceAt(x: number, d: number, a: number): number {
  const ann = a * 2;
  const b = x + d / ann - d;
  const c = (d * d * d) / (4 * x * ann);
  return (Math.sqrt(b * b + 4 * c) - b) / 2;
}

/** What `sold` of a coin fetches of the other, after the fee, from a pool that holds `held` and `other`. */
export function fetches(
  sold: number,
  held: number,
  other: number,
  d: number,
  a: number,
  fee: number,
): number {
  return Math.max(0, (other - balanceAt(held + sold, d, a)) * (1 - fee));
}

/** The balances of a pool of invariant `depth` in which one stETH fetches `price`. */
export function balancesAt(depth: number, price: number, a: number, fee: number) {
  let [low, high] = [depth * 1e-6, depth];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const steth = (low + high) / 2;
    const ether = balanceAt(steth, depth, a);
    // More stETH in the pool makes it cheaper.
    if (fetches(1, steth, ether, depth, a, fee) > price) low = steth;
    else high = steth;
  }
  return { ether: balanceAt(high, depth, a), steth: high };
}
