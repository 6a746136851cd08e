/** `keel backtest compare`: several settings of the loop side by side, each with its keeper, against holding. */
import { KeelError } from "../../errors/keel-error.ts";
import { presets } from "../../strategies/leveraged-loop/presets.ts";
import type { Config } from "../config.ts";
import type { Results } from "./run.ts";
import { type Choice, sourceOf } from "./source.ts";
import { exactRun, heldThrough, outcomeOf, type Result, type Way } from "./way.ts";

export interface Comparison extends Choice, Omit<Way, "setting"> {
  /** Presets by name; all of them without it. */
  readonly settings?: readonly string[];
}

/** @throws as a run of each setting does, and KEEL_BAD_ARGUMENT for a setting named twice */
export async function compareSettings(config: Config, comparison: Comparison): Promise<Results> {
  const { settings = Object.keys(presets) } = comparison;
  const twice = settings.find((name, index) => settings.indexOf(name) !== index);
  if (twice !== undefined)
    throw new KeelError("KEEL_BAD_ARGUMENT", `the setting ${twice} is named twice`, "Name each setting once");
  const source = await sourceOf(comparison);
  const ways: Record<string, Result> = {};
  let held: Result | undefined;
  for (const setting of settings) {
    const way = { ...comparison, setting };
    const { run, result } = outcomeOf(await exactRun(config, way, source), way);
    ways[setting] = result;
    held ??= heldThrough(run, way).result;
  }
  return { source, ways: { ...ways, ...(held && { held }) } };
}
