import fc from "fast-check";
import { expect, test } from "vitest";
import { A_PRECISION, balanceAtInvariant } from "./invariant.ts";

/** get_y as the contract has it: from the invariant down. */
function fromTheInvariant(x: bigint, d: bigint, amplification: bigint): bigint {
  const ann = amplification * 2n;
  const c = (((d * d) / (x * 2n)) * d * A_PRECISION) / (ann * 2n);
  const b = x + (d * A_PRECISION) / ann - d;
  for (let y = d; ; ) {
    const previous = y;
    y = (y * y + c) / (2n * y + b);
    if (y - previous <= 1n && previous - y <= 1n) return y;
  }
}

test("KRN-05 a balance that is sought from nearby ends where the contract's search from the invariant does", () => {
  const pool = fc.record({
    d: fc.bigInt({ min: 10n ** 12n, max: 10n ** 28n }),
    /** What the pool holds of one coin, in millionths of its invariant. */
    part: fc.bigInt({ min: 1_000n, max: 10n ** 8n }),
    odd: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    amplification: fc.bigInt({ min: 100n, max: 1_000_000n }),
  });
  fc.assert(
    fc.property(pool, ({ d, part, odd, amplification }) => {
      const x = (d * part) / 1_000_000n + odd;
      expect(balanceAtInvariant(x, d, amplification)).toBe(fromTheInvariant(x, d, amplification));
    }),
    { numRuns: 5_000, seed: 2022 },
  );
});
