/**
 * What is to be tried, as people write it. Axes are ranges, settings are expressions of the axes:
 *
 *     { axes: { target: "0.50:0.005:0.68", room: "[0.02, 0.06]" }, method: "grid",
 *       settings: { "ltv.target": "target", "ltv.min": "target - 0.03", "ltv.max": "target + room" } }
 */
import type { LoopSetting } from "../../strategies/leveraged-loop/params.ts";

export interface SweepPlan {
  /** Names and ranges, mathjs expressions: all values of a range in a grid, its least and largest in the other methods. */
  readonly axes: Readonly<Record<string, string>>;
  /** A path in the loop's setting, or `stETH`, the vault's size, and what it is. */
  readonly settings: Readonly<Record<string, string>>;
  readonly method: "grid" | "random" | "sobol";
  /** How many points `random` and `sobol` try. */
  readonly count?: number;
  /** For `random`. */
  readonly seed?: number;
  /** What the settings leave open. */
  readonly base: LoopSetting;
}

/** A value for each axis. */
export type Point = Readonly<Record<string, number>>;
