// Seeded randomness for proofs: the same seed, the same cases, on every machine.

const WORD = 2 ** 32;

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 32 random bits: mulberry32, public domain, by Tommy Ettinger. */
  #word(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }

  /** A float in [0, 1). */
  unit(): number {
    return this.#word() / WORD;
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

  /** A bigint of exactly `bits` random bits. */
  #bits(bits: number): bigint {
    if (bits === 0) return 0n;
    let value = 1n;
    for (let have = 1; have < bits; have += 32) value = (value << 32n) | BigInt(this.#word());
    return value >> BigInt((32 - ((bits - 1) % 32)) % 32);
  }

  /** A bigint in [low, high], every power of two as likely as another. */
  magnitude(low: bigint, high: bigint): bigint {
    const bitLength = (value: bigint) => value.toString(2).length;
    const value = this.#bits(bitLength(low) + this.below(bitLength(high) - bitLength(low) + 1));
    return value < low ? low : value > high ? high : value;
  }
}
