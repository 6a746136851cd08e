// Finds where an increasing integer function crosses zero, in few evaluations: each costs a whole trade in a
// pool. The Illinois variant of false position: the line between two bracketing points is followed, and an
// end that stays put twice counts half.

const MAX_ROUNDS = 200;

/**
 * An `x` between `low` and `high` where |f(x)| ≤ `tolerance`; where no integer is that near, the larger of
 * the two that bracket zero. `f` must increase, f(low) ≤ 0 ≤ f(high). The same inputs give the same answer on
 * every machine. Throws RangeError where f does not behave so and no answer is found.
 */
export const falsePosition = (
  f: (x: bigint) => bigint,
  low: bigint,
  high: bigint,
  tolerance: bigint,
): bigint => {
  let left = low;
  let right = high;
  let atLeft = f(left);
  let atRight = f(right);
  if (atLeft > 0n || atRight < 0n)
    throw new RangeError("the function does not cross zero between the bounds");
  if (-atLeft <= tolerance) return left;
  if (atRight <= tolerance) return right;
  let movedLast: "left" | "right" | undefined;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const width = right - left;
    if (width <= 1n) return right;
    const step = (width * -atLeft) / (atRight - atLeft);
    const x = left + (step < 1n ? 1n : step >= width ? width - 1n : step);
    const atX = f(x);
    if (atX <= tolerance && -atX <= tolerance) return x;
    if (atX < 0n) {
      left = x;
      atLeft = atX;
      if (movedLast === "left") atRight = atRight / 2n + 1n;
      movedLast = "left";
    } else {
      right = x;
      atRight = atX;
      if (movedLast === "right") atLeft = atLeft / 2n - 1n;
      movedLast = "right";
    }
  }
  throw new RangeError("the search for a zero does not end");
};
