/** The policy's numbers as people read them. */
import { RATIO, SATURATED } from "../strategies/decision.ts";

/** A ratio scaled 1e9 as a percentage with two decimals. */
export function showRatio(ratio: number): string {
  return `${((ratio / RATIO) * 100).toFixed(2)}%`;
}

/** A multiple scaled 1e9: `12.5 times`; beyond a thousand it is not counted. */
export function showTimes(multiple: number): string {
  return multiple >= SATURATED ? "over 1000 times" : `${(multiple / RATIO).toFixed(1)} times`;
}

/** A number scaled 1e9 with five decimals. */
export function showPrice(price: number): string {
  return (price / RATIO).toFixed(5);
}

/** `45 s`, `12 min`, `3.5 h`, `2.1 d` */
export function showAge(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${(seconds / 3600).toFixed(1)} h`;
  return `${(seconds / 86_400).toFixed(1)} d`;
}
