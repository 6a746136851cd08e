/** What a step of the exact engine costs, counted in exact Curve quotes: planning, market, vault, keeper and record. */
import { deploymentInto } from "../backtest/engine/deployment.ts";
import { runExact } from "../backtest/engine/exact.ts";
import { measuredGas } from "../backtest/engine/measured-gas.ts";
import { builtInTape } from "../backtest/tape/built-in.ts";
import { mainnetOfMay2022 } from "../backtest/worlds/mainnet-2022-05-01.ts";
import { getDy } from "../strategies/kernels/curve/get-dy.ts";
import { STETH } from "../strategies/kernels/curve/steth-pool.ts";
import { WAD } from "../strategies/kernels/math/units.ts";
import { presets } from "../strategies/leveraged-loop/presets.ts";
import { allocationSetting } from "../strategies/vault/params.ts";
import type { Bench } from "./bench.ts";

const RUNS = 9;
const QUOTES = 20_000;

export const bench: Bench = {
  name: "exact engine: a step, in exact Curve quotes",
  unit: "quotes",
  target: 60,
  better: "lower",
  async run() {
    const tape = builtInTape();
    const world = mainnetOfMay2022();
    const input = {
      label: "bench",
      tape,
      world,
      deployment: deploymentInto(world, { loop: presets.strategist2022 }),
      keeper: { allocation: allocationSetting.parse({}), gas: measuredGas() },
      flows: [{ time: tape.rows[1]?.time ?? 0, who: "alice", kind: "deposit", assets: 500n * WAD }] as const,
      managed: true,
    };
    const ratios: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const step = timed(() => runExact(input)) / tape.rows.length;
      const quote = timed(() => quotes(world)) / QUOTES;
      ratios.push(step / quote);
    }
    return ratios.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN;
  },
};

/** Of a sale each, the pool's invariant included. */
function quotes({ pool, lido }: ReturnType<typeof mainnetOfMay2022>): void {
  for (let size = 1n; size <= QUOTES; size++) getDy(pool, lido, STETH, size * WAD);
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
