/** `keel backtest compare`: several settings of the loop side by side, each with its keeper, against holding. */
import { actionsTable, stepsTable } from "../../backtest/artefacts/run-tables.ts";
import { isOtherKind } from "../../backtest/engine/kinds/kinds.ts";
import type { Run } from "../../backtest/result.ts";
import { KeelError } from "../../errors/keel-error.ts";
import { holdsAt } from "../../strategies/leveraged-loop/params.ts";
import { namedSettings } from "../../strategies/leveraged-loop/presets.ts";
import { ratioOfBps } from "../../strategies/leveraged-loop/risk.ts";
import type { Market } from "../../strategies/market/market.ts";
import type { Config } from "../config.ts";
import type { Artefact } from "./artefact.ts";
import { provenanceOf } from "./hashes.ts";
import { goesOn, type StudyProgress, stoppedEarly, UNWATCHED } from "./progress.ts";
import type { Results } from "./run.ts";
import { type Choice, sourceFor } from "./source.ts";
import { toTable, waysTable } from "./view.ts";
import { exactRun, heldThrough, outcomeOf, type Result, type Way } from "./way.ts";

export interface Comparison extends Choice, Omit<Way, "setting"> {
  /** The loop's presets and other kinds by name; all presets that are sound for the tape's lender without it. */
  readonly settings?: readonly string[];
}

export interface CompareResults extends Results {
  readonly runs: Readonly<Record<string, Run>>;
}

/** Ends early, with the settings that are done, once `progress` says so. @throws as a run of each does, and KEEL_BAD_ARGUMENT for one named twice */
export async function compareSettings(
  config: Config,
  comparison: Comparison,
  progress: StudyProgress = UNWATCHED,
): Promise<CompareResults> {
  const source = await sourceFor(comparison, comparison.settings ?? []);
  const { settings = soundFor(source.world) } = comparison;
  const twice = settings.find((name, index) => settings.indexOf(name) !== index);
  if (twice !== undefined)
    throw new KeelError("KEEL_BAD_ARGUMENT", `the setting ${twice} is named twice`, "Name each setting once");
  const ways: Record<string, Result> = {};
  const runs: Record<string, Run> = {};
  let held: ReturnType<typeof heldThrough> | undefined;
  for (const [done, setting] of settings.entries()) {
    progress.update(done, settings.length);
    if (!(await goesOn(progress))) break;
    const way = { ...comparison, ...(isOtherKind(setting) ? { strategy: setting } : { setting }) };
    const { run, result } = outcomeOf(await exactRun(config, way, source), way);
    ways[setting] = result;
    runs[setting] = run;
    held ??= heldThrough(run, way);
  }
  if (held === undefined) {
    if (progress.stopped) throw stoppedEarly();
    throw new KeelError("KEEL_BAD_ARGUMENT", "no setting is named", "Name one or more");
  }
  return { source, ways: { ...ways, held: held.result }, runs: { ...runs, held: held.run } };
}

export function compareArtefact(config: Config, study: Comparison, results: CompareResults): Artefact {
  const { source, ways, runs } = results;
  const { severity, deposit } = study;
  return {
    made: provenanceOf("compare", config, source, study),
    source,
    told: { severity: Number(severity) / 1e18, deposit, ...ways },
    tables: [waysTable(ways), stepsTable(runs), actionsTable(runs)],
    text: toTable(results),
  };
}

function soundFor({ lender }: Market): string[] {
  const liquidationLtv = ratioOfBps(lender.collateral.liquidationThreshold);
  return Object.entries(namedSettings).flatMap(([name, setting]) =>
    holdsAt(setting, liquidationLtv) ? [name] : [],
  );
}
