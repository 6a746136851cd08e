/** Ten thousand settings over a year of hours, from the plan's expressions to the error against the exact engine. */
import { runSweep, topOf } from "../backtest/sweep/sweep.ts";
import type { Bench } from "./bench.ts";
import { sweepOf } from "./sweep-plan.ts";
import { timed } from "./timed.ts";

const SETTINGS = 10_000;

export const bench: Bench = {
  name: "sweep-10k",
  unit: "s",
  target: 3,
  better: "lower",
  async run() {
    const { clock, processor } = await timed(async () => {
      const { columns, cases } = await sweepOf(SETTINGS);
      const sweep = await runSweep(columns, cases, { workers: 2 });
      if (topOf(sweep, 10, ({ apr }) => apr).length < 10) throw new Error("the sweep found too little");
    });
    return { value: clock, byProcessor: processor };
  },
};
