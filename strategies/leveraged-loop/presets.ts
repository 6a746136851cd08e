/** Settings with a name. All of them hold against the lender of 2022, which liquidates at 81%. */
import type { LoopSetting } from "./params.ts";

export const presets = {
  /** What a strategist of May 2022 would have run: near the lender's limit of 69%, and trusting the peg. */
  strategist2022: { ltv: { min: "0.63", target: "0.66", max: "0.69", ripcord: "0.76" } },
  /** Gives up carry for room. */
  careful: { ltv: { min: "0.57", target: "0.60", max: "0.66", ripcord: "0.76" } },
  /** As much carry as the lender lends. */
  aggressive: { ltv: { min: "0.65", target: "0.68", max: "0.72", ripcord: "0.78" } },
} as const satisfies Record<string, LoopSetting>;

export type PresetName = keyof typeof presets;
