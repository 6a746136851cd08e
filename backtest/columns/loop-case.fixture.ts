/** A loop to run over columns, as tests want it. */
import { WAD } from "../../strategies/kernels/math/units.ts";
import { parseLoopSetting } from "../../strategies/leveraged-loop/params.ts";
import { type PresetName, presets } from "../../strategies/leveraged-loop/presets.ts";
import { NO_FAULTS } from "../engine/keeper-faults.ts";
import { FREE_VAULT, type LoopCase } from "./loop-case.ts";

const LIQUIDATION_LTV = 810_000_000;

export const loopOf = (preset: PresetName, change: Partial<LoopCase> = {}): LoopCase => ({
  loop: parseLoopSetting(presets[preset], LIQUIDATION_LTV),
  units: 500n * WAD,
  vault: FREE_VAULT,
  faults: NO_FAULTS,
  gas: { lever: 700_000n, delever: 800_000n, mark: 230_000n, allocate: 300_000n, poke: 100_000n },
  ...change,
});
