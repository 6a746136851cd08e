// Seeded randomness for proofs: the same seed, the same cases, on every machine.

import { createHash } from "node:crypto";

const bitLength = (value: bigint): number => value.toString(2).length;

export class Random {
  readonly #seed: number;
  #draws = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** 256 random bits. */
  #draw(): Buffer {
    this.#draws += 1;
    return createHash("sha256").update(`${this.#seed}/${this.#draws}`).digest();
  }

  /** A float in [0, 1). */
  unit(): number {
    return this.#draw().readUIntBE(0, 6) / 2 ** 48;
  }

  /** An integer in [0, below). */
  below(below: number): number {
    return Math.floor(this.unit() * below);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  /** One of `from`, each as often as its weight says. */
  weighted<T extends { readonly weight: number }>(from: readonly T[]): T {
    let at = this.unit() * from.reduce((sum, { weight }) => sum + weight, 0);
    for (const item of from) {
      at -= item.weight;
      if (at < 0) return item;
    }
    return from.at(-1) as T;
  }

  /** A bigint in [low, high], every bit length as likely as another; `high` has at most 256 bits. */
  magnitude(low: bigint, high: bigint): bigint {
    const bits = bitLength(low) + this.below(bitLength(high) - bitLength(low) + 1);
    const leadingOne = 1n << BigInt(bits - 1);
    const value = (BigInt(`0x${this.#draw().toString("hex")}`) % leadingOne) + leadingOne;
    return value < low ? low : value > high ? high : value;
  }
}
