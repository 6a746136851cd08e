/** `keel backtest run` */
import { type Command, Option } from "commander";
import { KeelError } from "../../../errors/keel-error.ts";
import type { Study } from "../../backtest/run.ts";
import type { MarketKind } from "../../backtest/way.ts";
import { configOf } from "../../context.ts";
import { type Flags, parted, settingOption, severity, strategyOption, withStudy } from "./flags.ts";

const WAD = 10n ** 18n;

export function addRun(backtest: Command): void {
  const command = backtest
    .command("run")
    .summary("run a tape through a vault")
    .description(
      "Puts one deposit into the vault of the parameter file on the tape's first step, and tells what became of 100 stETH " +
        "of it: with the keeper, without it once levered, and as stETH that was simply held.",
    );
  withStudy(command)
    .addOption(strategyOption())
    .addOption(settingOption())
    .addOption(severity("make the tape's depeg so many times as deep"))
    .addOption(
      new Option(
        "--market <kind>",
        "whether other people's trades bring the market to each row, or it stands as the row states it, which is faster",
      )
        .choices(["traded", "stated"] satisfies readonly MarketKind[])
        .default("traded"),
    )
    .option("--report <file>", "write a tear sheet, one HTML page that opens offline")
    .option("--break", "search for the depeg's multiple at which the position can first be liquidated")
    .action(async ({ report, ...flags }: Flags<Study> & { readonly report?: string }) => {
      const { study, outputs } = parted<Study>(flags);
      if (study.break && study.severity !== WAD) {
        throw new KeelError(
          "KEEL_BAD_ARGUMENT",
          "--break tries severities of its own, and --severity names one",
          "Leave one of the two away",
        );
      }
      const config = await configOf(command);
      // The engine and its model are a hundred files, which no other command should wait for.
      const { runArtefact, runStudy } = await import("../../backtest/run.ts");
      const { deliver } = await import("../../backtest/artefact.ts");
      const results = await runStudy(config, study);
      if (report !== undefined) {
        const { writeTearSheet } = await import("../../backtest/tear-sheet.ts");
        writeTearSheet(report, config, study, results);
      }
      await deliver(runArtefact(config, study, results), outputs);
    });
}
