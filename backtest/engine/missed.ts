/** In which rows a keeper does not look, and in which its transactions fail: drawn once from its seed. */
import type { KeeperFaults } from "./keeper-faults.ts";

export const ASLEEP = 1;
export const FAILS = 2;

/** Bits by row; undefined for a keeper that misses nothing. */
export function missedRows({ missed, failed, seed }: KeeperFaults, rows: number): Uint8Array | undefined {
  if (missed === 0 && failed === 0) return undefined;
  const bits = new Uint8Array(rows);
  let state = seed >>> 0;
  const next = (): number => {
    // Mulberry32: small, seeded, and even enough for coin tosses.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let row = 0; row < rows; row++)
    bits[row] = (next() < missed ? ASLEEP : 0) | (next() < failed ? FAILS : 0);
  return bits;
}
