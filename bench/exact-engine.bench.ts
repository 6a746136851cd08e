/** Rows that the exact engine runs through: interest on both sides, own loans in the borrow rate, policy and vault fees. */
import { runExactColumns } from "../backtest/columns/exact.ts";
import type { Bench } from "./bench.ts";
import { hourlyYear } from "./inlined/bench-case.ts";
import { perSecond } from "./throughput.ts";

export const bench: Bench = {
  name: "exact-engine",
  unit: "M steps/s",
  target: 0.35,
  async run() {
    const { columns, setting } = hourlyYear();
    return (perSecond(() => runExactColumns(columns, setting), 1) * columns.rows) / 1e6;
  },
};
