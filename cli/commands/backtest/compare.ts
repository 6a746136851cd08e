/** `keel backtest compare` */
import type { Command } from "commander";
import { OTHER_KINDS } from "../../../backtest/engine/kinds/kinds.ts";
import type { Comparison } from "../../backtest/compare.ts";
import { configOf } from "../../context.ts";
import { type Flags, PRESETS, parted, separated, severity, withStudy } from "./flags.ts";

export function addCompare(backtest: Command): void {
  const command = backtest
    .command("compare")
    .summary("several settings side by side")
    .description(
      "Runs a tape through each setting of the loop and each other kind of strategy that is named, with its keeper, and through " +
        "stETH that was held. Ctrl-C ends it with the settings that are done.",
    );
  withStudy(command)
    .option(
      "--settings <names>",
      `separated by commas, of ${PRESETS}, ${OTHER_KINDS.join(", ")}; the loop's that suit the tape's lender without it`,
      separated(","),
    )
    .addOption(severity("make the tape's depeg so many times as deep"))
    .action(async (flags: Flags<Comparison>) => {
      const { study, outputs } = parted<Comparison>(flags);
      const config = await configOf(command);
      const { compareArtefact, compareSettings } = await import("../../backtest/compare.ts");
      const { withProgress } = await import("../../backtest/progress.ts");
      const { deliver } = await import("../../backtest/artefact.ts");
      const results = await withProgress(undefined, "runs", (progress) =>
        compareSettings(config, study, progress),
      );
      await deliver(compareArtefact(config, study, results), outputs);
    });
}
