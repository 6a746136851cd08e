/** How much longer the fast engine takes than a loop written out by hand, which must come to the same but for rounding. */
import { runFastColumns } from "../backtest/columns/fast.ts";
import { fastColumns } from "../backtest/columns/fast-columns.ts";
import type { Bench } from "./bench.ts";
import { hourlyYear, timesAsLong } from "./inlined/bench-case.ts";
import { inlinedFast } from "./inlined/fast-loop.ts";

const RUNS = 21;
const YEARS_A_RUN = 100;
const ROUNDING = 1e-9;

export const bench: Bench = {
  name: "fast-vs-inlined",
  unit: "×",
  target: 1.5,
  better: "lower",
  async run() {
    const { columns, setting } = hourlyYear();
    const market = fastColumns(columns);
    const engine = () => runFastColumns(market, setting).unitsPerShare;
    const inlined = () => inlinedFast(market, setting);
    if (Math.abs(engine() - inlined()) > ROUNDING)
      throw new Error("the loop written by hand is another model");
    const years = (run: () => number) => () => {
      let sum = 0;
      for (let year = 0; year < YEARS_A_RUN; year++) sum += run();
      return sum;
    };
    return timesAsLong(years(engine), years(inlined), RUNS);
  },
};
