/** Settings with a name. */
import type { LoopSetting } from "./params.ts";

/** All of them hold against the lender of 2022, which liquidates at 81%. */
export const presets = {
  /** What a strategist of May 2022 would have run: near the lender's limit of 69%, and trusting the peg. */
  strategist2022: { ltv: { min: "0.63", target: "0.66", max: "0.69", ripcord: "0.76" } },
  /** Gives up carry for room. */
  careful: { ltv: { min: "0.57", target: "0.60", max: "0.66", ripcord: "0.76" } },
  /** As much carry as the lender lends. */
  aggressive: { ltv: { min: "0.65", target: "0.68", max: "0.72", ripcord: "0.78" } },
} as const satisfies Record<string, LoopSetting>;

/** For Aave's ETH-correlated e-mode, which liquidates at 95%; refused against the lender of 2022. */
export const eModePresets = {
  /** As much as keeps 3% between the target and the band's edge, and between the line and liquidation. */
  eMode: { ltv: { min: "0.85", target: "0.88", max: "0.91", ripcord: "0.92" } },
} as const satisfies Record<string, LoopSetting>;

/** Every setting with a name. */
export const namedSettings: Readonly<Record<string, LoopSetting>> = { ...presets, ...eModePresets };

export type PresetName = keyof typeof presets;
