/** `keel demo`: the whole of Keel in one go, on the summer of 2022. */
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { configOf } from "../context.ts";
import { serve } from "../serve.ts";

const OUT = join(import.meta.dirname, "..", "..", "out", "demo");

export function addDemo(program: Command): void {
  program
    .command("demo")
    .summary("carry a leveraged vault through the summer of 2022")
    .description(
      "Boots the offline mainnet, deploys a vault, lets depositors in, plays May to August 2022 with the keeper at work, " +
        "runs the same tape through the backtester, and writes summary.json and report.html.",
    )
    .option("--serve", "leave the chain up for a wallet or the command line")
    .option("--out <folder>", "where the results go, instead of out/demo")
    .action(
      async ({ serve: stays = false, out = OUT }: { serve?: boolean; out?: string }, command: Command) => {
        const { port, stateDirectory } = await configOf(command);
        // The demo loads everything that Keel has, which no other command should wait for.
        const { runDemo } = await import("../../demo/run.ts");
        const folder = resolve(out);
        if (!stays) await runDemo({ out: folder });
        else await serve((await runDemo({ out: folder, port, stateDirectory })).chain, stateDirectory);
      },
    );
}
