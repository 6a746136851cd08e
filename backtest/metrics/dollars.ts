/** What 100 stETH came to for someone who counts in US dollars. */
import { WAD, type Wad } from "../../strategies/kernels/math/units.ts";
import { type Apr, type Apy, aprOf, apyOf } from "./annual-rate.ts";

/** US dollars an ETH (WAD) at a run's first step and at its last. */
export interface DollarPrices {
  readonly first: Wad;
  readonly last: Wad;
}

/** Amounts are US dollars times a WAD, floored. */
export interface Dollars {
  readonly entryValue: bigint;
  readonly exitValue: bigint;
  /** Entry value less what 100 stETH were worth at the first step, each stETH an ETH. */
  readonly pnl: bigint;
  /** Of the entry value, as fractions: simple, and compounded. */
  readonly apr: Apr;
  readonly apy: Apy;
}

/**
 * @param deposit stETH wei at the first step; the other two at the end, of which it became that much
 * @throws RangeError where no time passed
 */
export function dollarsOf(
  { first, last }: DollarPrices,
  deposit: bigint,
  { entry, exit }: { readonly entry: bigint; readonly exit: bigint },
  seconds: number,
): Dollars {
  const start = (deposit * first) / WAD;
  const entryValue = (entry * last) / WAD;
  return {
    entryValue,
    exitValue: (exit * last) / WAD,
    pnl: entryValue - start,
    apr: aprOf(start, entryValue, seconds),
    apy: apyOf(start, entryValue, seconds),
  };
}
