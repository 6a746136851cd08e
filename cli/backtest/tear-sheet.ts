/** Writes the tear sheet of a run. */
import { renderTearSheet } from "../../backtest/report/tear-sheet.ts";
import type { Config } from "../config.ts";
import { notesOf } from "./artefact.ts";
import { provenanceOf } from "./hashes.ts";
import type { RunResults, Study } from "./run.ts";
import { writeResult } from "./write-result.ts";

/** @throws KEEL_NOT_WRITABLE */
export function writeTearSheet(path: string, config: Config, study: Study, results: RunResults): void {
  const { strategy = "leveraged-loop", deposit, severity } = study;
  const setting =
    study.setting ??
    (strategy === "leveraged-loop" ? "The parameter file’s loop" : `The standard ${strategy}`);
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
    hashes: provenanceOf("run", config, source, study),
  });
  writeResult(path, page);
}
