/** What the benches of the engines over columns run: a careful loop with fees through a made-up year of hours. */
import type { Columns } from "../../backtest/columns/columns.ts";
import { FREE_VAULT, type LoopCase } from "../../backtest/columns/loop-case.ts";
import { madeUpYear } from "../../backtest/columns/year.fixture.ts";
import { NO_FAULTS } from "../../backtest/engine/keeper-faults.ts";
import { measuredGas } from "../../backtest/engine/measured-gas.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { parseLoopSetting } from "../../strategies/leveraged-loop/params.ts";
import { presets } from "../../strategies/leveraged-loop/presets.ts";
import { ratioOfBps } from "../../strategies/leveraged-loop/risk.ts";

const HOUR = 3_600;

export function hourlyYear() {
  const columns = madeUpYear(HOUR);
  return { columns, setting: benchCase(columns) };
}

export const benchCase = ({ terms }: Columns): LoopCase => ({
  loop: parseLoopSetting(presets.careful, ratioOfBps(terms.liquidationThreshold)),
  units: 500n * WAD,
  vault: { ...FREE_VAULT, fees: { performanceBps: 1_000n, managementBps: 100n } },
  faults: NO_FAULTS,
  gas: measuredGas(),
});

/** The median over runs of how long one takes against the other, in turn. */
export function timesAsLong(one: () => unknown, other: () => unknown, runs: number): number {
  const ratios = Array.from({ length: runs }, () => seconds(one) / seconds(other));
  return ratios.sort((a, b) => a - b)[Math.floor(runs / 2)] as number;
}

function seconds(work: () => unknown): number {
  const begun = performance.now();
  work();
  return (performance.now() - begun) / 1_000;
}
