/**
 * The places between two durable steps at which a keeper may die. Named, so that a drill can kill it at each of them, and a
 * restart be held to what it found.
 */
export const CRASH_POINTS = [
  "looked",
  "simulated",
  "signed",
  "begun",
  "handed-over",
  "marked-sent",
  "raise-signed",
  "raise-recorded",
  "seen-mined",
  "ended",
  "reopened",
  "fill-recorded",
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Told of every point that is passed. */
export type Passing = (point: CrashPoint) => void;
