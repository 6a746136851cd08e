/** Rows that the exact engine runs through: interest on both sides, own loans in the borrow rate, policy and vault fees. */
import { runExactColumns } from "../backtest/columns/exact.ts";
import type { Bench } from "./bench.ts";
import { hourlyYear } from "./inlined/bench-case.ts";
import { millionsASecond, timed } from "./timed.ts";

const YEARS = 40;

export const bench: Bench = {
  name: "exact-engine",
  unit: "M steps/s",
  target: 0.35,
  async run() {
    const { columns, setting } = hourlyYear();
    const years = async (count: number) => {
      for (let year = 0; year < count; year++) runExactColumns(columns, setting);
    };
    await years(YEARS / 10);
    const took = await timed(() => years(YEARS));
    return millionsASecond(YEARS * columns.rows, took, 1);
  },
};
