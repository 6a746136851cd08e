/** Rows that the fast engine runs through in a sweep on two cores, from the pool's start to its end. */
import { runSweep } from "../backtest/sweep/sweep.ts";
import type { Bench } from "./bench.ts";
import { sweepOf } from "./sweep-plan.ts";
import { millionsASecond, timed } from "./timed.ts";

const SETTINGS = 40_000;
const WORKERS = 2;

export const bench: Bench = {
  name: "fast-sweep",
  unit: "M steps/s",
  target: 100,
  async run() {
    const { columns, cases } = await sweepOf(SETTINGS);
    const took = await timed(() => runSweep(columns, cases, { workers: WORKERS }));
    return millionsASecond(cases.length * columns.rows, took, WORKERS);
  },
};
