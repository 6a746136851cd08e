/**
 * Lido's share rate in the summer of 2022, ether per share (WAD). Exact at one moment: 1.0900896 at block
 * 15746199, 2022-10-14 12:00 UTC. Before it the rate grew by about 3.9% a year; taken back at simple
 * interest, which is an approximation.
 */
import { SECONDS_PER_YEAR, type Seconds, type Wad } from "../../strategies/kernels/math/units.ts";

const ANCHOR_TIME: Seconds = 1_665_748_800;
const ANCHOR_RATE: Wad = 1_090_089_600_000_000_000n;
/** Growth a year, in thousandths. */
const GROWTH = 39n;

/** The rate at `time`, not after the anchor; rounded down. */
export function shareRateAt(time: Seconds): Wad {
  const scale = 1_000n * SECONDS_PER_YEAR;
  return (ANCHOR_RATE * scale) / (scale + GROWTH * BigInt(ANCHOR_TIME - time));
}
