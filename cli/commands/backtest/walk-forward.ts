/** `keel backtest walk-forward` */
import { type Command, Option } from "commander";
import type { WalkForwardStudy } from "../../backtest/walk-forward.ts";
import { configOf } from "../../context.ts";
import { type Flags, parted, whole, withStudy } from "./flags.ts";
import { withSpace } from "./space.ts";

export function addWalkForward(backtest: Command): void {
  const command = backtest
    .command("walk-forward")
    .summary("settings chosen on the past, tried on what came after")
    .description(
      "Chooses the best setting on a stretch of the tape by a sweep, tries it on the stretch after, moves on, and tells what choosing earned " +
        "where it did not know, and whether the choices agree. Ctrl-C ends it with the windows that are done.",
    );
  withSpace(withStudy(command))
    .addOption(whole("--train <days>", "how long a setting is chosen on", 30))
    .addOption(whole("--test <days>", "how long the choice is tried", 15))
    .option("--anchored", "let each window begin with the tape, and grow", false)
    .addOption(
      new Option("--choose <how>", "the best score, or the best whose neighbours are good too")
        .choices(["best", "robust"])
        .default("best"),
    )
    .addOption(
      whole("--workers <number>", "threads that run settings; as many as there are cores without it"),
    )
    .option("--keep <folder>", "keeps what is done there; the same study goes on from it")
    .action(async (flags: Flags<WalkForwardStudy>) => {
      const { study, outputs } = parted<WalkForwardStudy>(flags);
      const config = await configOf(command);
      const { walkForwardArtefact, walkForwardStudy } = await import("../../backtest/walk-forward.ts");
      const { withProgress } = await import("../../backtest/progress.ts");
      const { deliver } = await import("../../backtest/artefact.ts");
      const results = await withProgress(undefined, "settings", (progress) =>
        walkForwardStudy(config, study, progress),
      );
      await deliver(walkForwardArtefact(config, study, results), outputs);
    });
}
