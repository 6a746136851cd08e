/**
 * Rows that positions which nobody touches go through in a second on two cores: interest on both sides and the band, in every row of
 * every position. Interest is common to all, so a row of the market is worked out once; the policy and vault fees are left out.
 */
import Tinypool from "tinypool";
import { fastColumns } from "../backtest/columns/fast-columns.ts";
import type { Bench } from "./bench.ts";
import { hourlyYear } from "./inlined/bench-case.ts";
import { millionsASecond, timed } from "./timed.ts";

const WORKERS = 2;
const TASKS = 40;
const POSITIONS_A_TASK = 5_000;

export const bench: Bench = {
  name: "fast-accrual",
  unit: "M steps/s",
  target: 800,
  async run() {
    const { columns } = hourlyYear();
    const pool = new Tinypool({
      filename: new URL("accrual-worker.ts", import.meta.url).href,
      workerData: fastColumns(columns),
      minThreads: WORKERS,
      maxThreads: WORKERS,
    });
    try {
      const rows = async (tasks: number): Promise<number> => {
        const done: number[] = await Promise.all(
          Array.from({ length: tasks }, () => pool.run(POSITIONS_A_TASK)),
        );
        return done.reduce((sum, one) => sum + one, 0);
      };
      await rows(WORKERS);
      let done = 0;
      const took = await timed(async () => {
        done = await rows(TASKS);
      });
      return millionsASecond(done, took, WORKERS);
    } finally {
      await pool.destroy();
    }
  },
};
