/** A loop of 500 stETH through the built-in tape, as tests of runs want it. */
import { WAD } from "../../strategies/kernels/math/units.ts";
import { type PresetName, presets } from "../../strategies/leveraged-loop/presets.ts";
import { allocationSetting } from "../../strategies/vault/params.ts";
import { builtInTape } from "../tape/built-in.ts";
import { mainnetOfMay2022 } from "../worlds/mainnet-2022-05-01.ts";
import { deploymentInto } from "./deployment.ts";
import type { ExactRun } from "./exact.ts";

const tape = builtInTape();
const world = mainnetOfMay2022();

/** When the run's one depositor comes. */
export const firstStep = tape.rows[1]?.time ?? 0;

export const loopThrough2022 = (preset: PresetName, change: Partial<ExactRun> = {}): ExactRun => ({
  label: preset,
  tape,
  world,
  deployment: deploymentInto(world, { loop: presets[preset] }),
  keeper: {
    allocation: allocationSetting.parse({}),
    gas: { lever: 700_000n, delever: 800_000n, mark: 230_000n, allocate: 300_000n, poke: 100_000n },
  },
  flows: [{ time: firstStep, who: "alice", kind: "deposit", assets: 500n * WAD }],
  managed: true,
  ...change,
});
