/** `keel backtest study`: runs a study file, part by part. */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { figuresOf } from "../../backtest/artefacts/csv.ts";
import { writeResults } from "../../backtest/artefacts/write.ts";
import { hashOfFiles } from "../../backtest/report/hashes.ts";
import { KeelError } from "../../errors/keel-error.ts";
import type { Config } from "../config.ts";
import { type Artefact, toJson } from "./artefact.ts";
import * as kinds from "./kinds.ts";
import { type Performed, performed } from "./perform.ts";
import { loadStudy, type Part, type StudyPlan } from "./study-file.ts";

export interface StudyRun {
  readonly file: string;
  /** Instead of the folder that the file names. */
  readonly out?: string;
  /** Parts by name; all of them without it. */
  readonly only?: readonly string[];
  /** Ends the study with the part that is under way, and with what that part has done. */
  readonly signal: AbortSignal;
}

export interface PartResult {
  readonly name: string;
  readonly asks: string;
  readonly artefact: Artefact;
  /** Where its files lie, and their SHA-256 by name; without them where nothing is written. */
  readonly folder?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** @throws KEEL_STUDY, KEEL_NO_FILE, KEEL_NOT_WRITABLE, and what the parts do; a part's name stands before it */
export async function* runStudyFile(config: Config, run: StudyRun): AsyncGenerator<PartResult> {
  const plan = await loadStudy(run.file);
  const names = Object.keys(plan.parts);
  const unknown = run.only?.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new KeelError("KEEL_STUDY", `there is no part "${unknown}"`, `Use some of ${names.join(", ")}`);
  const named = plan.out === undefined ? undefined : resolve(dirname(run.file), plan.out);
  const out = run.out ?? named;
  const results: PartResult[] = [];
  for (const [name, part] of Object.entries(plan.parts)) {
    if (run.signal.aborted) break;
    if (run.only !== undefined && !run.only.includes(name)) continue;
    const result = await partResult(config, plan, name, part, out).catch(unlessStopped(results));
    if (result === undefined) break;
    results.push(result);
    if (out !== undefined) writeIndex(join(out, "study.json"), plan, results);
    yield result;
  }
}

async function partResult(
  config: Config,
  plan: StudyPlan,
  name: string,
  part: Part,
  out: string | undefined,
): Promise<PartResult> {
  const { artefact, page } = await inPart(name, () => partOf(config, plan, part));
  const told = { name, asks: part.asks ?? `${name}: ${part.study}`, artefact };
  if (out === undefined) return told;
  const folder = join(out, name);
  const files = [...(await writeResults(folder, plan.formats, { ...artefact, json: toJson(artefact) }))];
  if (page !== undefined && "report" in part && part.report) {
    page(join(folder, "report.html"));
    files.push("report.html");
  }
  return {
    ...told,
    folder,
    files: Object.fromEntries(files.map((file) => [file, hashOfFiles([join(folder, file)])])),
  };
}

/** What went wrong, with the part in which it did. */
async function inPart<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof KeelError)) throw error;
    throw new KeelError(error.code, `part ${name}: ${error.message}`, error.remedy, { cause: error });
  }
}

function partOf(config: Config, plan: StudyPlan, part: Part): Promise<Performed> {
  const { tape, fill, between, world, deposit, settings } = plan;
  const own = Object.keys(settings).length > 0 && { own: settings };
  const common = { tape, fill, between, deposit, ...(world && { world }), ...own };
  const { seed } = plan;
  switch (part.study) {
    case "run":
      return performed(kinds.run, config, { ...common, ...part });
    case "compare":
      return performed(kinds.compare, config, { ...common, ...part });
    case "break":
      return performed(kinds.break, config, { ...common, ...part });
    case "stress":
      return performed(kinds.stress, config, { ...common, ...part });
    case "bootstrap":
      return performed(kinds.bootstrap, config, { ...common, seed, ...part });
    case "sweep":
      return performed(kinds.sweep, config, { ...common, seed, ...part });
    case "walk-forward":
      return performed(kinds.walkForward, config, { ...common, seed, ...part });
  }
}

/** A part that was stopped before it had anything to keep is left out, if others are done. */
const unlessStopped =
  (done: readonly PartResult[]) =>
  (error: unknown): undefined => {
    if (done.length > 0 && error instanceof KeelError && error.code === "KEEL_STOPPED") return undefined;
    throw error;
  };

/** What was made of what: each part's provenance, its figures by one hash, and its files, which name the code as well, by one each. */
function writeIndex(path: string, { asks }: StudyPlan, results: readonly PartResult[]): void {
  const parts = Object.fromEntries(
    results.map(({ name, asks, artefact: { made, tables }, files }) => {
      const figures = createHash("sha256").update(tables.map(figuresOf).join("\n")).digest("hex");
      return [name, { asks, ...made, figures, files }];
    }),
  );
  writeFileSync(path, `${JSON.stringify({ asks, parts }, undefined, 2)}\n`);
}
