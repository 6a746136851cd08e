// Names for the scales that cost money when mixed up. They exist for the compiler only: at run time each is a
// plain bigint or number. A plain value can be given to any of them, and arithmetic returns a plain value;
// one named scale cannot be given to another.

type Scale<T, Name extends string> = T & { readonly scale?: Name };

/** A ratio or price with 18 decimals. */
export type Wad = Scale<bigint, "wad">;
/** A rate or index with 27 decimals, Aave's own scale. */
export type Ray = Scale<bigint, "ray">;
/** Hundredths of a percent: 10,000 is one. */
export type Bps = Scale<bigint, "bps">;
/** Whole seconds: a duration, or a time since 1970-01-01 UTC. */
export type Seconds = Scale<number, "seconds">;

export const WAD = 10n ** 18n;
export const RAY = 10n ** 27n;
export const ONE_IN_BPS = 10_000n;
/** A year of 365 days, as Aave counts it. */
export const SECONDS_PER_YEAR = 31_536_000n;
export const MAX_UINT256 = (1n << 256n) - 1n;
