/** `keel backtest stress`: one setting through the stresses that have a name, with its keeper and left alone. */
import { tableOf } from "../../backtest/artefacts/table.ts";
import { SCENARIOS, stressed } from "../../backtest/scenarios/catalogue.ts";
import { DAY } from "../../backtest/scenarios/scenario.ts";
import { showAmount } from "../amount.ts";
import type { Config } from "../config.ts";
import { newTable } from "../table.ts";
import type { Artefact } from "./artefact.ts";
import { provenanceOf } from "./hashes.ts";
import { goesOn, type StudyProgress, stoppedEarly, UNWATCHED } from "./progress.ts";
import { type Choice, type Source, sourceFor } from "./source.ts";
import { RESULT_COLUMNS } from "./view.ts";
import { chosenWay, exactRun, outcomeOf, type Result, type Way } from "./way.ts";

export interface StressStudy extends Choice, Omit<Way, "severity"> {
  /** Scenarios by name, or several joined by `+`; each of the catalogue without it. */
  readonly scenarios?: readonly string[];
  /** In multiples of what each scenario tells, WAD. */
  readonly severity: bigint;
  /** Days after the tape's first row at which the stress begins. */
  readonly day: number;
}

export interface StressResults {
  readonly source: Source;
  /** By scenario; `none` first: the tape as it is. */
  readonly scenarios: Readonly<Record<string, Readonly<Record<"managed" | "unmanaged", Result>>>>;
}

const WAD = 10n ** 18n;

/** Ends early, with the stresses that are done, once `progress` says so. @throws as a run does, and KEEL_UNKNOWN_SCENARIO, KEEL_STRESS */
export async function stressStudy(
  config: Config,
  study: StressStudy,
  progress: StudyProgress = UNWATCHED,
): Promise<StressResults> {
  const { scenarios = SCENARIOS.map(({ name }) => name), severity, day } = study;
  const source = await sourceFor(study, [study.strategy]);
  const from = (source.tape.rows[0]?.time ?? 0) + day * DAY;
  const stress = { from, severity, world: source.world };
  // The tape's own depeg stays as it was: the severity is the stress's.
  const way = { ...study, severity: WAD };
  const tapes = new Map([
    ["none", source.tape],
    ...scenarios.map((names) => [names, stressed(source.tape, names, stress)] as const),
  ]);
  const results: Record<string, StressResults["scenarios"][string]> = {};
  for (const [done, [name, tape]] of [...tapes].entries()) {
    progress.update(done, tapes.size);
    if (!(await goesOn(progress))) break;
    const input = await exactRun(config, way, { ...source, tape });
    results[name] = {
      managed: outcomeOf(input, way).result,
      unmanaged: outcomeOf({ ...input, managed: false }, way).result,
    };
  }
  if (Object.keys(results).length === 0) throw stoppedEarly();
  return { source, scenarios: results };
}

/** A scenario a row: with the keeper / left alone. */
export function stressTable({ scenarios }: StressResults): string {
  const table = newTable(
    ["keeper / left alone"],
    ["entry value", "exit value", "max drawdown", "max LTV", "liquidatable steps", "sales, gas: ETH"],
  );
  const percent = (ratio: number) => `${(ratio * 100).toFixed(1)}%`;
  const amount = (wei: bigint) => showAmount(wei).slice(0, -4);
  for (const [name, { managed, unmanaged }] of Object.entries(scenarios)) {
    const both = (show: (result: Result) => string) => `${show(managed)} / ${show(unmanaged)}`;
    table.push([
      name,
      both(({ finalEntryAssets }) => amount(finalEntryAssets)),
      both(({ finalExitAssets }) => amount(finalExitAssets)),
      both(({ drawdown }) => percent(drawdown.depth)),
      both(({ maxLtv }) => percent(maxLtv)),
      both(({ liquidations }) => String(liquidations)),
      both(({ attribution: { fees, slippage, gas } }) => amount(-(fees + slippage + gas))),
    ]);
  }
  const told = Object.keys(scenarios).flatMap((names) => names.split("+"));
  const means = SCENARIOS.filter(({ name }) => told.includes(name)).map(
    ({ name, means }) => `${name}: ${means}`,
  );
  return [table.toString(), ...means].join("\n");
}

interface StressRow extends Result {
  readonly scenario: string;
  readonly way: string;
}

export function stressArtefact(config: Config, study: StressStudy, results: StressResults): Artefact {
  const { source, scenarios } = results;
  const { severity, deposit, day } = study;
  const rows = Object.entries(scenarios).flatMap(([scenario, ways]) =>
    Object.entries(ways).map(([way, result]): StressRow => ({ ...result, scenario, way })),
  );
  return {
    made: provenanceOf("stress", config, source, study),
    source,
    told: { ...chosenWay(study), severity: Number(severity) / 1e18, day, deposit, scenarios },
    tables: [
      tableOf<StressRow>(
        "scenarios",
        {
          scenario: ["text", ({ scenario }) => scenario],
          way: ["text", ({ way }) => way],
          ...RESULT_COLUMNS,
        },
        rows,
      ),
    ],
    text: stressTable(results),
  };
}
