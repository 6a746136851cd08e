/** `keel backtest run`: a deposit through a tape in three ways. */
import { actionsTable, stepsTable } from "../../backtest/artefacts/run-tables.ts";
import { largestMultiple } from "../../backtest/break/axes/depth.ts";
import { breakSeverity } from "../../backtest/break/break-severity.ts";
import type { ExactRun } from "../../backtest/engine/exact.ts";
import type { Run } from "../../backtest/result.ts";
import type { Config } from "../config.ts";
import type { Artefact } from "./artefact.ts";
import { provenanceOf } from "./hashes.ts";
import { type Choice, type Source, sourceFor } from "./source.ts";
import { toTable, waysTable } from "./view.ts";
import { chosenWay, exactRun, heldThrough, outcomeOf, type Result, type Way } from "./way.ts";

export interface Study extends Choice, Way {
  /** Whether to search for the multiple of the depeg at which the position can first be liquidated. */
  readonly break?: boolean;
}

export interface Results {
  readonly source: Source;
  /** By name: of how it was held, or of a setting. */
  readonly ways: Readonly<Record<string, Result>>;
  /** The largest multiple of the depeg that a search for a break tries; absent where none was asked for. */
  readonly breakSearchedTo?: number;
}

/** With the keeper, without it once levered, and as stETH that was simply held. */
type WayName = "managed" | "unmanaged" | "held";

export interface RunResults extends Results {
  readonly ways: Readonly<Record<WayName, Result>>;
  readonly runs: Readonly<Record<WayName, Run>>;
}

/** @throws KEEL_UNKNOWN_TAPE, KEEL_UNKNOWN_PRESET, KEEL_TAPE_SEVERITY, KEEL_REFUSED where the vault takes no such deposit */
export async function runStudy(config: Config, study: Study): Promise<RunResults> {
  const source = await sourceFor(study, [study.strategy]);
  const input = await exactRun(config, study, source);
  const leftAlone = { ...input, label: "unmanaged", managed: false };
  const breaks = (run: ExactRun) => (study.break ? { breakSeverity: breakSeverity(run).multiple } : {});
  const managed = outcomeOf(input, study);
  const unmanaged = outcomeOf(leftAlone, study);
  const held = heldThrough(managed.run, study);
  const ways = {
    managed: { ...managed.result, ...breaks(input) },
    unmanaged: { ...unmanaged.result, ...breaks(leftAlone) },
    held: { ...held.result, ...(study.break && { breakSeverity: null }) },
  };
  const runs = { managed: managed.run, unmanaged: unmanaged.run, held: held.run };
  return { source, ways, runs, ...(study.break && { breakSearchedTo: largestMultiple(source.tape) }) };
}

export function runArtefact(config: Config, study: Study, results: RunResults): Artefact {
  const { source, ways, runs } = results;
  const { severity, deposit } = study;
  return {
    made: provenanceOf("run", config, source, study),
    source,
    told: { ...chosenWay(study), severity: Number(severity) / 1e18, deposit, ...ways },
    tables: [waysTable(ways), stepsTable(runs), actionsTable(runs)],
    text: toTable(results),
  };
}
