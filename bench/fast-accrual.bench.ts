/**
 * Rows of interest on both sides and band checks that are settled a second for positions that nobody touches: by running
 * extremes and a search for each position, so that a row costs next to nothing.
 */
import { fastColumns } from "../backtest/columns/fast-columns.ts";
import { LtvPath } from "../backtest/columns/untouched.ts";
import type { Bench } from "./bench.ts";
import { hourlyYear } from "./inlined/bench-case.ts";
import { perSecond } from "./throughput.ts";

const POSITIONS = 10_000;

export const bench: Bench = {
  name: "fast-accrual",
  unit: "M steps/s",
  target: 800,
  async run() {
    const { columns } = hourlyYear();
    const market = fastColumns(columns);
    const all = () => {
      const path = new LtvPath(market);
      let rows = 0;
      for (let position = 0; position < POSITIONS; position++) {
        const ltv = 0.3 + (0.4 * position) / POSITIONS;
        rows += path.leavesAt({ ltv, low: ltv - 0.1, high: ltv + 0.1 });
      }
      return rows;
    };
    return (perSecond(all, 1) * all()) / 1e6;
  },
};
