/** `keel backtest …`: strategies on historical rates. Each study has its file. */
import type { Command } from "commander";
import { addBootstrap } from "./backtest/bootstrap.ts";
import { addBreak } from "./backtest/break.ts";
import { addCompare } from "./backtest/compare.ts";
import { addPull } from "./backtest/pull.ts";
import { addRun } from "./backtest/run.ts";
import { addStress } from "./backtest/stress.ts";
import { addStudy } from "./backtest/study.ts";
import { addSweep } from "./backtest/sweep.ts";
import { addWalkForward } from "./backtest/walk-forward.ts";

export function addBacktest(program: Command): void {
  const backtest = program
    .command("backtest")
    .summary("run a strategy on historical rates")
    .description("Runs a strategy on historical rates, offline, by the contracts' own rounding.");
  for (const add of [
    addRun,
    addCompare,
    addStress,
    addBreak,
    addBootstrap,
    addSweep,
    addWalkForward,
    addStudy,
    addPull,
  ])
    add(backtest);
}
