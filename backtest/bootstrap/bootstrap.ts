/** A run through many tapes that might have been: how its results are spread, and how often it could be liquidated. */
import { type ExactRun, runExact } from "../engine/exact.ts";
import { type Metrics, metricsOf } from "../metrics/metrics.ts";
import { type Distribution, distributionOf, type Frequency, frequencyOf } from "./distribution.ts";
import { type Resampling, resampled } from "./resample.ts";

export interface BootstrapResult {
  /** Paths that were run. */
  readonly paths: number;
  /** Paths in whose steps the position could be liquidated. */
  readonly liquidated: Frequency;
  /** Of 100 stETH, in stETH. */
  readonly entryValue: Distribution;
  readonly exitValue: Distribution;
  /** As fractions. */
  readonly netApr: Distribution;
  readonly drawdown: Distribution;
  readonly maxLtv: Distribution;
  /** Of each path, in their order. */
  readonly metrics: readonly Metrics[];
}

/**
 * Runs one path after another, each from a seed that follows the one before, and yields what all so far come to; so whoever stops
 * early keeps what was done. The first row of `input`'s tape is the world that it begins in.
 */
export function* bootstrap(
  input: ExactRun,
  { blockRows, seed }: Resampling,
  paths: number,
): Generator<BootstrapResult> {
  const done: Metrics[] = [];
  for (let path = 0; path < paths; path++) {
    const { name, rows } = resampled(input.tape, { blockRows, seed: seed + path });
    done.push(metricsOf(runExact({ ...input, tape: { name, rows: rows.slice(1) } })));
    yield summarise(done);
  }
}

function summarise(done: readonly Metrics[]): BootstrapResult {
  const steth = (wei: bigint) => Number(wei) / 1e18;
  const spread = (read: (metrics: Metrics) => number) => distributionOf(done.map(read));
  return {
    paths: done.length,
    liquidated: frequencyOf(done.filter(({ liquidations }) => liquidations > 0).length, done.length),
    entryValue: spread(({ finalEntryAssets }) => steth(finalEntryAssets)),
    exitValue: spread(({ finalExitAssets }) => steth(finalExitAssets)),
    netApr: spread(({ netApr }) => netApr),
    drawdown: spread(({ drawdown }) => drawdown.depth),
    maxLtv: spread(({ maxLtv }) => maxLtv),
    metrics: [...done],
  };
}
