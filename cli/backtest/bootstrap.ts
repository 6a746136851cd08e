/** `keel backtest bootstrap`: a setting through many tapes that might have been. */
import { METRIC_COLUMNS } from "../../backtest/artefacts/metrics-columns.ts";
import { tableOf } from "../../backtest/artefacts/table.ts";
import { type BootstrapResult, bootstrap } from "../../backtest/bootstrap/bootstrap.ts";
import { QUANTILES } from "../../backtest/bootstrap/distribution.ts";
import type { Metrics } from "../../backtest/metrics/metrics.ts";
import { KeelError } from "../../errors/keel-error.ts";
import type { Config } from "../config.ts";
import { newTable } from "../table.ts";
import type { Artefact } from "./artefact.ts";
import { provenanceOf } from "./hashes.ts";
import { goesOn, type StudyProgress } from "./progress.ts";
import { type Choice, type Source, sourceFor } from "./source.ts";
import { chosenWay, exactRun, type Way } from "./way.ts";

export interface BootstrapStudy extends Choice, Omit<Way, "severity"> {
  readonly paths: number;
  /** Days that a block has on average. */
  readonly block: number;
  readonly seed: number;
}

export interface BootstrapResults extends BootstrapResult {
  readonly source: Source;
}

const DAY = 86_400;
const WAD = 10n ** 18n;

/** Ends early, with what is done, once `progress` says so. @throws as a run does, and KEEL_BAD_ARGUMENT for no paths or no block */
export async function bootstrapStudy(
  config: Config,
  study: BootstrapStudy,
  progress: StudyProgress,
): Promise<BootstrapResults> {
  const { paths, block, seed } = study;
  if (paths === 0) throw new KeelError("KEEL_BAD_ARGUMENT", "no paths say nothing", "Ask for --paths 100");
  const source = await sourceFor(study, [study.strategy]);
  const [first, second] = source.tape.rows;
  const interval = (second?.time ?? 0) - (first?.time ?? 0);
  const blockRows = Math.round((block * DAY) / interval);
  if (blockRows < 1 || source.tape.rows.length < 3) {
    const rows = `${source.tape.rows.length} rows ${interval} s apart`;
    throw new KeelError("KEEL_BAD_ARGUMENT", `${rows} have no blocks of ${block} days`, "Name longer blocks");
  }
  const input = await exactRun(config, { ...study, severity: WAD }, source);
  let result: BootstrapResult | undefined;
  for (result of bootstrap({ ...input, tape: source.tape }, { blockRows, seed }, paths)) {
    progress.update(result.paths, paths);
    if (!(await goesOn(progress))) break;
  }
  if (result === undefined) throw new Error("a bootstrap without a path");
  return { ...result, source };
}

export function bootstrapTable({ paths, liquidated, ...results }: BootstrapResults): string {
  const table = newTable(
    [`100 stETH, ${paths} paths`],
    [...QUANTILES.map((part) => `${part * 100}%`), "mean"],
  );
  const percent = (ratio: number) => `${(ratio * 100).toFixed(2)}%`;
  const row = (name: string, spread: BootstrapResult["entryValue"], show: (value: number) => string) =>
    table.push([name, ...[...spread.quantiles, spread.mean].map(show)]);
  row("at the end, entry value", results.entryValue, (steth) => steth.toFixed(4));
  row("at the end, exit value", results.exitValue, (steth) => steth.toFixed(4));
  row("net APR", results.netApr, percent);
  row("max drawdown", results.drawdown, percent);
  row("max LTV", results.maxLtv, percent);
  const { probability, low, high } = liquidated;
  const chance = `open to liquidation in ${percent(probability)} of paths; as many as these leave ${percent(low)} to ${percent(high)} possible (Wilson, 95%)`;
  return [table.toString(), chance].join("\n");
}

interface PathRow extends Metrics {
  readonly seed: number;
}

export function bootstrapArtefact(
  config: Config,
  study: BootstrapStudy,
  results: BootstrapResults,
): Artefact {
  const { source, metrics, ...told } = results;
  const { deposit, block, seed } = study;
  return {
    made: provenanceOf("bootstrap", config, source, study),
    source,
    told: { ...chosenWay(study), deposit, block, seed, ...told },
    tables: [
      tableOf<PathRow>(
        "paths",
        { seed: ["count", (path) => path.seed], ...METRIC_COLUMNS },
        metrics.map((path, index) => ({ ...path, seed: seed + index })),
      ),
    ],
    text: bootstrapTable(results),
  };
}
