/** `keel backtest bootstrap` */
import type { Command } from "commander";
import type { BootstrapStudy } from "../../backtest/bootstrap.ts";
import { configOf } from "../../context.ts";
import { type Flags, parted, settingOption, strategyOption, whole, withStudy } from "./flags.ts";

export function addBootstrap(backtest: Command): void {
  const command = backtest
    .command("bootstrap")
    .summary("a setting through many tapes that might have been")
    .description(
      "Draws tapes from joint blocks of the tape's own rows, runs each with the keeper, and tells how the results are spread. Ctrl-C " +
        "ends it with the paths that are done.",
    );
  withStudy(command)
    .addOption(strategyOption())
    .addOption(settingOption())
    .addOption(whole("--paths <number>", "how many tapes are drawn", 100))
    .addOption(whole("--block <days>", "how long a block is on average", 10))
    .addOption(whole("--seed <number>", "the same seed draws the same tapes", 1))
    .action(async (flags: Flags<BootstrapStudy>) => {
      const { study, outputs } = parted<BootstrapStudy>(flags);
      const config = await configOf(command);
      const { bootstrapArtefact, bootstrapStudy } = await import("../../backtest/bootstrap.ts");
      const { withProgress } = await import("../../backtest/progress.ts");
      const { deliver } = await import("../../backtest/artefact.ts");
      const results = await withProgress(undefined, "paths", (progress) =>
        bootstrapStudy(config, study, progress),
      );
      await deliver(bootstrapArtefact(config, study, results), outputs);
    });
}
