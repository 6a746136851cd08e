/** `keel backtest study` */
import { relative } from "node:path";
import type { Command } from "commander";
import { configOf } from "../../context.ts";
import { separated } from "./flags.ts";

interface StudyFlags {
  readonly out?: string;
  readonly only?: readonly string[];
  readonly json?: boolean;
}

export function addStudy(backtest: Command): void {
  const command = backtest
    .command("study <file>")
    .summary("run a study file")
    .description(
      "Runs the parts of a *.study.ts, one after the other, and writes the results of each into a folder of its name, with an index of what " +
        "was made of what. Ctrl-C ends it with what is done.",
    )
    .option("--out <folder>", "where the results go, instead of the folder that the file names")
    .option("--only <parts>", "parts by name, separated by commas; all of them without it", separated(","))
    .option(
      "--json",
      "print one JSON object; amounts in wei as decimal strings, ratios as plain numbers",
      false,
    )
    .action(async (file: string, { json, ...flags }: StudyFlags) => {
      const config = await configOf(command);
      const { runStudyFile } = await import("../../backtest/study.ts");
      const { toJson, toText } = await import("../../backtest/artefact.ts");
      const { stopSignal } = await import("../../stop-signal.ts");
      const told: Record<string, unknown> = {};
      for await (const part of runStudyFile(config, { file, ...flags, signal: stopSignal() })) {
        const { name, asks, artefact, folder } = part;
        const written = folder === undefined ? [] : [`written to ${relative(process.cwd(), folder)}`];
        if (json) told[name] = JSON.parse(toJson(artefact));
        else console.log([asks, toText(artefact), ...written, ""].join("\n"));
      }
      if (json) console.log(JSON.stringify(told, undefined, 2));
    });
}
