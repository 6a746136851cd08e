/** What many runs came to, in quantiles. */
import { math } from "../mathjs.ts";

export const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

export interface Distribution {
  /** In the order of QUANTILES; interpolated between the two values nearest (type 7). */
  readonly quantiles: readonly number[];
  readonly mean: number;
}

/** @throws RangeError of no values */
export function distributionOf(values: readonly number[]): Distribution {
  if (values.length === 0) throw new RangeError("no values have no distribution");
  const quantiles = QUANTILES.map((part) => Number(math.quantileSeq([...values], part)));
  return { quantiles, mean: math.mean([...values]) };
}

export interface Frequency {
  /** How often something happened, as a part of all runs. */
  readonly probability: number;
  /** Wilson's interval (1927) at 95%: what as few runs as these say about it at all. */
  readonly low: number;
  readonly high: number;
}

/** The normal quantile of 97.5%. */
const Z = 1.959963984540054;

export function frequencyOf(times: number, runs: number): Frequency {
  if (runs === 0) throw new RangeError("no runs have no frequency");
  const probability = times / runs;
  const scale = 1 + Z ** 2 / runs;
  const centre = (probability + Z ** 2 / (2 * runs)) / scale;
  const half = (Z / scale) * Math.sqrt((probability * (1 - probability)) / runs + Z ** 2 / (4 * runs ** 2));
  return { probability, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
