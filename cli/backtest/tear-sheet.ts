/** Writes the tear sheet of a run. */
import { createHash } from "node:crypto";
import { codeHash, hashOfFiles } from "../../backtest/report/hashes.ts";
import { renderTearSheet } from "../../backtest/report/tear-sheet.ts";
import type { Config } from "../config.ts";
import type { RunResults, Study } from "./run.ts";
import { notesOf } from "./view.ts";
import { writeResult } from "./write-result.ts";

/** @throws KEEL_NOT_WRITABLE */
export function writeTearSheet(path: string, config: Config, study: Study, results: RunResults): void {
  const { setting = "The parameter file’s loop", deposit, severity } = study;
  const { source, ways, runs } = results;
  const way = (name: keyof RunResults["runs"]) => ({ run: runs[name], result: ways[name] });
  const deeper = severity === 10n ** 18n ? "" : `, its depeg ${Number(severity) / 1e18} times as deep`;
  const page = renderTearSheet({
    name: `${source.tape.name}${deeper}`,
    setting,
    deposit,
    managed: way("managed"),
    unmanaged: way("unmanaged"),
    held: way("held"),
    notes: notesOf(source),
    hashes: { data: source.tape.sha256, config: configHash(config, study), code: codeHash() },
  });
  writeResult(path, page);
}

/** Of the vault's parameters, and of what was chosen on the command line. */
function configHash(config: Config, { setting, deposit, severity, fill, between }: Study): string {
  const chosen = [setting ?? "", deposit, severity, fill, between].join("\n");
  return createHash("sha256")
    .update(hashOfFiles([config.parameters]))
    .update(chosen)
    .digest("hex");
}
