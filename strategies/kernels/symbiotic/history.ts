// What an amount was at a time in the past: a slash looks back to the moment of the offence.
// Ports Checkpoints.Trace256 (symbioticfi/core 1.0).
// Quirk: an amount that changes twice within a second has only its last value there.

import type { Seconds } from "../math/units.ts";

/** Oldest first. */
export type History = { readonly time: Seconds; value: bigint }[];

export const historyOf = (value: bigint, since: Seconds): History => [{ time: since, value }];

/** The latest value; zero where there is none. */
export const latest = (history: History): bigint => history.at(-1)?.value ?? 0n;

/** The value in force at `time`, its own changes included; zero before the first. */
export const valueAt = (history: History, time: Seconds): bigint => {
  let low = 0;
  let high = history.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((history[middle] as History[number]).time > time) high = middle;
    else low = middle + 1;
  }
  return history[low - 1]?.value ?? 0n;
};

/** Books the value in force from `now` on; `now` is not before the latest change. */
export const record = (history: History, now: Seconds, value: bigint): void => {
  const last = history.at(-1);
  if (last?.time === now) last.value = value;
  else history.push({ time: now, value });
};
