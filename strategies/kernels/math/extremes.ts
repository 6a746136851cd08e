// The smaller and the larger of two amounts, and what one exceeds the other by: `Math.min` and its like do not take bigints.

export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

export const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** a − b, or zero where b is the larger. */
export const excess = (a: bigint, b: bigint): bigint => (a > b ? a - b : 0n);
