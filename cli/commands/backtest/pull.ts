/** `keel backtest pull` */
import type { Command } from "commander";
import type { PullFlags } from "../../backtest/pull.ts";
import { whole } from "./flags.ts";

export function addPull(backtest: Command): void {
  backtest
    .command("pull")
    .summary("a tape out of a node's past")
    .description(
      "Reads Lido, Curve's pool, Aave and the feeds at past blocks of an archive node, and writes a tape. Ctrl-C keeps what was read " +
        "beside the tape, and the same command goes on from there.",
    )
    .requiredOption("--rpc <url>", "an archive node")
    .requiredOption("--from <time>", "2022-05-01, or 2022-05-01T06:00:00Z; UTC")
    .requiredOption("--to <time>", "likewise; included")
    .option("--every <span>", "time between two rows: 10m, 6h, 1d", "6h")
    .requiredOption("--out <file>", "the tape, a .csv file")
    .addOption(whole("--rate <requests>", "requests a second at most", 10))
    .action(async (flags: PullFlags) => {
      const { pullTape, rowsOf } = await import("../../backtest/pull.ts");
      const { withProgress } = await import("../../backtest/progress.ts");
      console.log(await withProgress(rowsOf(flags), "rows", (progress) => pullTape(flags, progress)));
    });
}
