/** How much longer the exact engine takes than a loop written out by hand, which must come to the same wei. */
import { runExactColumns } from "../backtest/columns/exact.ts";
import type { Bench } from "./bench.ts";
import { hourlyYear, timesAsLong } from "./inlined/bench-case.ts";
import { inlinedExact } from "./inlined/exact-loop.ts";

const RUNS = 21;

export const bench: Bench = {
  name: "exact-vs-inlined",
  unit: "×",
  target: 1.5,
  better: "lower",
  async run() {
    const { columns, setting } = hourlyYear();
    const engine = () => runExactColumns(columns, setting).unitsPerShare;
    const inlined = () => inlinedExact(columns, setting);
    if (engine() !== Number(inlined()) / 1e18) throw new Error("the loop written by hand is another model");
    return timesAsLong(engine, inlined, RUNS);
  },
};
