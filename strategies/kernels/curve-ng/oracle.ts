// The pool's own averages of its price and of its invariant: a trade moves them only as time passes.
// Ports upkeep_oracles, price_oracle, D_oracle and get_p of CurveStableSwapNG v7.0.0.
// Quirk: the price is the curve's, before fees and at the rates, and is capped at 2 when it is booked; a
// proportional withdrawal updates the average of D and not that of the price.

import { least } from "../math/extremes.ts";
import { uint256 } from "../math/uint256.ts";
import { type Seconds, WAD, type Wad } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import { exponential } from "./exponential.ts";
import { A_PRECISION, invariant } from "./invariant.ts";
import { atRates, balancesOf, type NgPool, type Pair } from "./pool.ts";

/** The last value booked and the average up to `time`. */
export type Average = {
  readonly last: bigint;
  readonly average: bigint;
  readonly time: Seconds;
  /** Seconds in which a value's weight falls to 1/e. */
  readonly window: bigint;
};

export type NgOracle = {
  /** Of coin 1 in coin 0, both at their rates; 18 decimals. */
  price: Average;
  /** 18 decimals. */
  invariant: Average;
};

const PRICE_CAP = 2n * WAD;
const PACKED_BITS = 128n;

/** A new pool's: a price of one and no invariant. D's window is 62,324 s, a half-life of 12 hours. */
export const newOracle = (now: Seconds, priceWindow: bigint, invariantWindow = 62_324n): NgOracle => ({
  price: { last: WAD, average: WAD, time: now, window: priceWindow },
  invariant: { last: 0n, average: 0n, time: now, window: invariantWindow },
});

/** The average at `now`, floored: the last value counts for the time that has passed since. */
export const averageAt = ({ last, average, time, window }: Average, now: Seconds): bigint => {
  if (time >= now) return average;
  const alpha = exponential(-((BigInt(now - time) * WAD) / window));
  return (last * (WAD - alpha) + average * alpha) / WAD;
};

/** Books `value` from `now` on. */
export const book = (from: Average, value: bigint, now: Seconds): Average => {
  const average = averageAt(from, now);
  if (value >> PACKED_BITS !== 0n || average >> PACKED_BITS !== 0n)
    throw new ProtocolRevert("the oracle's value does not fit 128 bits");
  return { ...from, last: value, average, time: Math.max(from.time, now) };
};

/**
 * Price of coin 1 in coin 0 on the curve, both at their rates, 18 decimals, floored: `get_p`. Throws RangeError
 * where a coin is missing, as the contract reverts.
 */
export const curvePrice = ([x0, x1]: Pair, d: bigint, amplification: bigint): Wad => {
  const weight = (amplification * 2n * x0) / A_PRECISION;
  const dr = uint256((((d / 4n) * d) / x0) * d) / x1;
  return uint256(WAD * (weight + uint256(dr * x0) / x1)) / (weight + dr);
};

/** Price on the curve as the pool stands. */
export const spotPrice = (pool: NgPool, rates: Pair): Wad => {
  const xp = atRates(balancesOf(pool), rates);
  return curvePrice(xp, invariant(xp, pool.amplification), pool.amplification);
};

/** The oracle once the pool has moved to balances `xp` at their rates and invariant `d`. */
export const upkeep = (pool: NgPool, xp: Pair, d: bigint, now: Seconds): NgOracle => {
  const price = curvePrice(xp, d, pool.amplification);
  const { oracle } = pool;
  return {
    price:
      price === 0n
        ? { ...oracle.price, time: Math.max(oracle.price.time, now) }
        : book(oracle.price, least(price, PRICE_CAP), now),
    invariant: book(oracle.invariant, d, now),
  };
};

/** `price_oracle(0)`. */
export const priceOracle = ({ oracle }: NgPool, now: Seconds): Wad => averageAt(oracle.price, now);

/** `D_oracle()`. */
export const invariantOracle = ({ oracle }: NgPool, now: Seconds): bigint => averageAt(oracle.invariant, now);
