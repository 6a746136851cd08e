/** `keel backtest sweep` */
import type { Command } from "commander";
import type { SweepStudy } from "../../backtest/sweep.ts";
import { configOf } from "../../context.ts";
import { type Flags, parted, whole, withStudy } from "./flags.ts";
import { withSpace } from "./space.ts";

type SweepFlags = Flags<Omit<SweepStudy, "flows">> & { readonly report?: string; readonly flows?: string };

export function addSweep(backtest: Command): void {
  const command = backtest
    .command("sweep")
    .summary("many settings over one tape")
    .description(
      "Tries every combination of the axes' values, or as many points as --count says, by the fast engine in workers, and tells the best " +
        "settings, how good their neighbours are, and how far the fast engine was from the exact one. For example: --axis " +
        "target=0.5:0.01:0.66 --axis room=[0.03,0.06] --set ltv.target=target --set ltv.min=target-0.03 --set ltv.max=target+room",
    );
  withSpace(withStudy(command))
    .addOption(whole("--top <settings>", "how many are told", 10))
    .addOption(
      whole("--workers <number>", "threads that run settings; as many as there are cores without it"),
    )
    .option("--keep <folder>", "keeps what is done there; the same sweep goes on from it")
    .option("--report <file>", "write a page with a heatmap of the first two axes")
    .option(
      "--flows <file>",
      "who comes and goes beside the first depositor: a CSV of date,who,deposit,redeem. Every setting then goes through the whole exact " +
        "engine, as it does where it has rules of its own",
    )
    .action(async ({ report, flows, ...flags }: SweepFlags) => {
      const { study: chosen, outputs } = parted<SweepStudy>(flags);
      const config = await configOf(command);
      const { readFlows } = await import("../../backtest/flows.ts");
      const study = { ...chosen, ...(flows !== undefined && { flows: readFlows(flows) }) };
      const { sweepArtefact, sweepStudy } = await import("../../backtest/sweep.ts");
      const { withProgress } = await import("../../backtest/progress.ts");
      const { deliver } = await import("../../backtest/artefact.ts");
      const results = await withProgress(undefined, "settings", (progress) =>
        sweepStudy(config, study, progress),
      );
      if (report !== undefined) {
        const { writeSweepPage } = await import("../../backtest/sweep-page.ts");
        writeSweepPage(report, config, study, results);
      }
      await deliver(sweepArtefact(config, study, results), outputs);
    });
}
