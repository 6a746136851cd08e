/** Rows that the fast engine runs through in a sweep on two cores, from the pool's start to its end. */
import { runSweep } from "../backtest/sweep/sweep.ts";
import type { Bench } from "./bench.ts";
import { sweepOf } from "./sweep-plan.ts";

const SETTINGS = 40_000;

export const bench: Bench = {
  name: "fast-sweep",
  unit: "M steps/s",
  target: 100,
  async run() {
    const { columns, cases } = await sweepOf(SETTINGS);
    const begun = performance.now();
    const { done } = await runSweep(columns, cases, { workers: 2 });
    return (done * columns.rows) / (performance.now() - begun) / 1e3;
  },
};
