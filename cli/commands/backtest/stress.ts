/** `keel backtest stress` */
import type { Command } from "commander";
import type { StressStudy } from "../../backtest/stress.ts";
import { configOf } from "../../context.ts";
import {
  type Flags,
  parted,
  separated,
  settingOption,
  severity,
  strategyOption,
  whole,
  withStudy,
} from "./flags.ts";

export function addStress(backtest: Command): void {
  const command = backtest
    .command("stress")
    .summary("a setting through named stresses")
    .description(
      "Runs a tape through the loop as it is and under each stress, with the keeper and left alone once levered. Stresses joined " +
        "by + come together. Without --scenarios all that have a name are run, and told. Ctrl-C ends it with the stresses that are done.",
    );
  withStudy(command)
    .addOption(strategyOption())
    .addOption(settingOption())
    .option("--scenarios <names>", "separated by commas, such as slash,june-2022+gas-spike", separated(","))
    .addOption(severity("make each stress so many times as severe"))
    .addOption(whole("--day <days>", "days after the tape's first row at which the stress begins", 14))
    .action(async (flags: Flags<StressStudy>) => {
      const { study, outputs } = parted<StressStudy>(flags);
      const config = await configOf(command);
      const { stressArtefact, stressStudy } = await import("../../backtest/stress.ts");
      const { withProgress } = await import("../../backtest/progress.ts");
      const { deliver } = await import("../../backtest/artefact.ts");
      const results = await withProgress(undefined, "stresses", (progress) =>
        stressStudy(config, study, progress),
      );
      await deliver(stressArtefact(config, study, results), outputs);
    });
}
