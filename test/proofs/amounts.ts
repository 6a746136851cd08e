// Amounts as they occur and as they break things: every order of magnitude alike, and the edges.

import fc from "fast-check";

/**
 * Integers of every bit length up to `bits`, equally often; one in eight is an edge: 0, 1, 2, or the largest.
 */
export const magnitude = (bits: number): fc.Arbitrary<bigint> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(0n, 1n, 2n, (1n << BigInt(bits)) - 1n) },
    {
      weight: 7,
      arbitrary: fc
        .tuple(fc.integer({ min: 1, max: bits }), fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n }))
        .map(
          ([length, digits]) => digits >> BigInt(bits - length),
          (amount): [number, bigint] => [bits, amount as bigint],
        ),
    },
  );
