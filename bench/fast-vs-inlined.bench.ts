/** How much longer the fast engine takes for a task of a sweep than a loop written out by hand, which must come to the same but for rounding. */
import { runFast } from "../backtest/columns/fast.ts";
import { fastColumns } from "../backtest/columns/fast-columns.ts";
import type { Bench } from "./bench.ts";
import { hourlyYear, timesAsLong } from "./inlined/bench-case.ts";
import { inlinedFast } from "./inlined/fast-loop.ts";

const RUNS = 21;
const SETTINGS = 128;
const ROUNDING = 1e-9;

export const bench: Bench = {
  name: "fast-vs-inlined",
  unit: "×",
  target: 1.5,
  better: "lower",
  async run() {
    const { columns, setting } = hourlyYear();
    const market = fastColumns(columns);
    const settings = Array.from({ length: SETTINGS }, () => setting);
    const engine = () => runFast(market, settings);
    const inlined = () => settings.map((one) => inlinedFast(market, one));
    const [byHand] = inlined();
    if (engine().some(({ unitsPerShare }) => Math.abs(unitsPerShare - (byHand as number)) > ROUNDING))
      throw new Error("the loop written by hand is another model");
    return timesAsLong(engine, inlined, RUNS);
  },
};
