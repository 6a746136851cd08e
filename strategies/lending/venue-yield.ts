/**
 * What a venue yields, and whether it has lost: its share's worth over time, as it was observed. The twin of
 * `contracts/strategies/lending/VenueYield.sol`; rates are what 1e27 shares convert to.
 */
import { excess, least, most } from "../kernels/math/extremes.ts";
import { type Seconds, WAD, type Wad } from "../kernels/math/units.ts";
import { toAssets, type Venue } from "./venue.ts";

const SHARES = 10n ** 27n;
const YEAR = 31_536_000n;
const SPACING = 259_200;

interface Observation {
  readonly rate: bigint;
  readonly time: Seconds;
}

/** What the contract stores. `observe` replaces parts of it. */
export interface VenueYield {
  /** The yield until three days of it are measured: an assumption, a year. */
  readonly assumedApr: Wad;
  /** The best rate that two observations in different blocks agreed on. */
  best: bigint;
  last: Observation;
  older: Observation;
  newer: Observation;
}

export const rateOf = (venue: Venue): bigint => toAssets(venue, SHARES);

/** Observes the venue; the second call of a block changes nothing. */
export function observe(venueYield: VenueYield, venue: Venue, time: Seconds): void {
  if (venueYield.last.time === time) return;
  const now = { rate: rateOf(venue), time };
  venueYield.best = most(venueYield.best, least(venueYield.last.rate, now.rate));
  venueYield.last = now;
  if (time - venueYield.newer.time < SPACING) return;
  venueYield.older = venueYield.newer;
  venueYield.newer = now;
}

/** Growth since the older anchor, a year, simple. */
export function aprOf({ assumedApr, older }: VenueYield, venue: Venue, time: Seconds): Wad {
  const elapsed = time - older.time;
  if (elapsed < SPACING) return assumedApr;
  return (excess(rateOf(venue), older.rate) * YEAR * WAD) / (older.rate * BigInt(elapsed));
}
