/**
 * A rate that somebody pushes, bounded by what was observed of it before. The twin of `contracts/lst/PushedRateAdapter.sol` and of
 * `contracts/strategies/restaking/PushedRate.sol`.
 */
import { RateFlag } from "../decision.ts";
import { least, most } from "../kernels/math/extremes.ts";
import { type Seconds, WAD, type Wad } from "../kernels/math/units.ts";

/** Seconds between two observations at least. */
const OBSERVATION_SPACING = 3_600;

export interface RateBounds {
  /** Seconds for which the answer may stay the same. */
  readonly maxAge: Seconds;
  /** Largest growth and fall from one observation to the next. */
  readonly maxGrowth: Wad;
  readonly maxDrop: Wad;
}

/** What was observed last. Changed in place. */
export interface RateSeen {
  /** The rate that answers are held against. */
  rate: Wad;
  answer: Wad;
  time: Seconds;
  /** When it was last observed to have changed. */
  changed: Seconds;
}

export interface RateReading {
  readonly rate: Wad;
  /** RateFlag bits. */
  readonly flags: number;
  /** Seconds since the rate was last seen to change. */
  readonly age: Seconds;
}

const highest = ({ rate }: RateSeen, { maxGrowth }: RateBounds): Wad => rate + (rate * maxGrowth) / WAD;
const lowest = ({ rate }: RateSeen, { maxDrop }: RateBounds): Wad => rate - (rate * maxDrop) / WAD;

/** Follows `answer` as far as the bounds allow; within an hour of the last observation it changes nothing. */
export function observe(seen: RateSeen, bounds: RateBounds, answer: Wad, now: Seconds): void {
  if (now < seen.time + OBSERVATION_SPACING) return;
  if (answer !== seen.answer) {
    seen.answer = answer;
    seen.changed = now;
  }
  seen.rate = most(lowest(seen, bounds), least(answer, highest(seen, bounds)));
  seen.time = now;
}

/** What to count by: a jump no further than its bound, a fall at once, what is stale as it was last seen. */
export function readRate(seen: RateSeen, bounds: RateBounds, answer: Wad, now: Seconds): RateReading {
  const age = now - seen.changed;
  const bound = highest(seen, bounds);
  if (answer > bound) return { rate: bound, flags: RateFlag.jumped, age };
  if (answer < lowest(seen, bounds)) return { rate: answer, flags: RateFlag.fell, age };
  if (answer !== seen.answer) return { rate: answer, flags: 0, age: 0 };
  return { rate: answer, flags: age > bounds.maxAge ? RateFlag.stale : 0, age };
}
