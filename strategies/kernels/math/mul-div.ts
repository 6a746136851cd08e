// a · b / d at full width, with the rounding direction in the name. For non-negative operands and a positive
// divisor.

/** a · b / d, rounded down. */
export const mulDivFloor = (a: bigint, b: bigint, d: bigint): bigint => (a * b) / d;

/** a · b / d, rounded up. */
export const mulDivCeil = (a: bigint, b: bigint, d: bigint): bigint => (a * b + d - 1n) / d;
