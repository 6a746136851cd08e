/**
 * `npm test`: types, linters, the build, Solidity tests and vitest. `npm test -- vitest` runs the stages that are named
 * and those they need. The last line says how many tests passed, failed and were skipped; the exit code is 0 only if
 * every stage passed.
 */
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { KeelError } from "../errors/keel-error.ts";
import { LiveLine } from "./stages/live-line.ts";
import { schedule } from "./stages/schedule.ts";
import { runStage, type Stage, type StageResult } from "./stages/stage.ts";
import { REPORTS, STAGES } from "./stages/stages.ts";
import { NO_TESTS, sum, type Tally, toLine } from "./stages/tally.ts";

process.chdir(join(import.meta.dirname, ".."));

function chosenStages(names: readonly string[]): readonly Stage[] {
  const known = new Map(STAGES.map((stage) => [stage.name, stage]));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new KeelError(
      "KEEL_TEST_UNKNOWN_STAGE",
      `there is no test stage "${unknown}"`,
      `Name some of ${[...known.keys()].join(", ")}, or none for all`,
    );
  if (names.length === 0) return STAGES;
  const withNeeds = (name: string): string[] => [name, ...(known.get(name)?.after ?? []).flatMap(withNeeds)];
  const wanted = new Set(names.flatMap(withNeeds));
  return STAGES.filter(({ name }) => wanted.has(name));
}

function show({ stage, state, seconds, output }: StageResult): void {
  const mark = { passed: "✔", failed: "✘", "not run": "–" }[state];
  const time = state === "not run" ? "not run" : `${seconds.toFixed(1)} s`;
  console.log(`${mark} ${stage.name.padEnd(9)} ${time}`);
  if (state === "failed") console.log(output);
  const { summary } = stage;
  if (!summary || state !== "passed") return;
  for (const line of stripVTControlCharacters(output).split("\n"))
    if (summary.test(line)) console.log(`    ${line.trim()}`);
}

/** A test runner that died before it could count is one failure, so that the last line cannot look green. */
function tallyOf({ stage, state }: StageResult): Tally {
  if (!stage.tally || state === "not run") return NO_TESTS;
  try {
    return stage.tally();
  } catch {
    return { ...NO_TESTS, failed: 1 };
  }
}

async function main(names: readonly string[]): Promise<void> {
  const stages = chosenStages(names);
  for (const report of REPORTS) rmSync(report, { force: true });
  const line = new LiveLine(process.stdout);
  const results = await schedule(stages, Math.min(2, availableParallelism()), runStage, {
    onStart: ({ name }) => line.start(name),
    onEnd: (result) => {
      line.end(result.stage.name);
      show(result);
    },
  });
  line.close();
  const tally = sum(results.map(tallyOf));
  const bad = results.filter(({ state }) => state !== "passed").map(({ stage }) => stage.name);
  if (tally.skipped.length > 0) console.log(`\nskipped:\n  ${tally.skipped.join("\n  ")}`);
  if (bad.length > 0) console.log(`\nfailed or not run: ${bad.join(", ")}`);
  console.log(`\n${toLine(tally)}`);
  process.exitCode = bad.length > 0 ? 1 : 0;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof KeelError)) throw error;
  console.error(error.toLine());
  process.exitCode = 1;
}
