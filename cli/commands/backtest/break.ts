/** `keel backtest break` */
import type { Command } from "commander";
import { AXES } from "../../../backtest/break/axes.ts";
import type { BreakStudy } from "../../backtest/break.ts";
import { configOf } from "../../context.ts";
import { type Flags, parted, separated, settingOption, strategyOption, withStudy } from "./flags.ts";

export function addBreak(backtest: Command): void {
  const command = backtest
    .command("break")
    .summary("how much worse until liquidation")
    .description(
      "Makes the tape or the keeper worse along each axis until the position can first be liquidated, with the keeper and left alone once " +
        "levered. --at makes the run worse along other axes to begin with: --axis keeper-delay --at depth=4. Ctrl-C ends it with the " +
        "axes that are done.",
    );
  withStudy(command)
    .addOption(strategyOption())
    .addOption(settingOption())
    .option(
      "--axis <names>",
      `separated by commas, of ${AXES.map(({ name }) => name).join(", ")}; those that make the strategy worse without it`,
      separated(","),
    )
    .option("--at <axis=value>", "worse to begin with, separated by commas", separated(","))
    .action(async (flags: Flags<BreakStudy>) => {
      const { study, outputs } = parted<BreakStudy>(flags);
      const config = await configOf(command);
      const { breakArtefact, breakStudy } = await import("../../backtest/break.ts");
      const { withProgress } = await import("../../backtest/progress.ts");
      const { deliver } = await import("../../backtest/artefact.ts");
      const results = await withProgress(undefined, "runs", (progress) =>
        breakStudy(config, study, progress),
      );
      await deliver(breakArtefact(config, study, results), outputs);
    });
}
