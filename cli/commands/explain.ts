/** `keel explain`: why the keeper did what it did. */
import type { Command } from "commander";
import { KeelError } from "../../errors/keel-error.ts";
import { explain, looksAbout } from "../../keeper/explain.ts";
import { toJson } from "../../keeper/json.ts";
import { loadLoopRules } from "../../strategies/leveraged-loop/rules.ts";
import { configOf } from "../context.ts";
import { explanation } from "../explain-words.ts";
import { journalsOf } from "../keeper-journal.ts";
import { parseWhole } from "../numbers.ts";

const HASH = /^0x[0-9a-f]{64}$/i;

export function addExplain(program: Command): void {
  program
    .command("explain <block-or-transaction>")
    .summary("why the keeper did what it did")
    .description(
      "Prints what the keeper knew at a block, which rule that met and what it did about it, and makes the decision again from " +
        "its journal. No chain needs to be up.",
    )
    .option("--json", "print the record for programs")
    .action(async (text: string, { json = false }: { json?: boolean }, command: Command) => {
      const what = HASH.test(text) ? text.toLowerCase() : parseWhole(text);
      const config = await configOf(command);
      let found = 0;
      let different = 0;
      for await (const journal of journalsOf(config)) {
        for (const look of await looksAbout(journal, what)) {
          const explained = await explain(journal, look, loadLoopRules);
          console.log(json ? toJson(explained) : `${found > 0 ? "\n" : ""}${explanation(explained)}`);
          found++;
          if (!explained.same) different++;
        }
      }
      if (found === 0) {
        throw new KeelError(
          "KEEL_NOT_IN_JOURNAL",
          `the keeper's journals know nothing of ${text}`,
          "Name a block that it looked at, or a transaction that it sent",
        );
      }
      if (different > 0) {
        throw new KeelError(
          "KEEL_NOT_REPRODUCED",
          `${different} of ${found} decisions come out differently from what was recorded`,
          "Run the version of Keel that made them",
        );
      }
    });
}
