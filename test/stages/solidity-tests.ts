/** Runs the Solidity tests that are already compiled, and writes their {@link Tally} to the file that it is told. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { tasks } from "hardhat";
import type { Tally } from "./tally.ts";

/** The part of Hardhat's result that is read here. */
interface SuiteResult {
  readonly id: { readonly name: string };
  readonly testResults: readonly {
    readonly name: string;
    readonly status: "Success" | "Failure" | "Skipped";
  }[];
}

const [path = "out/test/solidity.json"] = process.argv.slice(2);
const result = await tasks.getTask(["test", "solidity"]).run({ noCompile: true });
const suites: readonly SuiteResult[] = (result.success ? result.value : result.error).suiteResults;
const tests = suites.flatMap(({ id, testResults }) =>
  testResults.map(({ name, status }) => ({ name: `${id.name}.${name}`, status })),
);
const tally: Tally = {
  passed: tests.filter(({ status }) => status === "Success").length,
  failed: tests.filter(({ status }) => status === "Failure").length,
  skipped: tests.filter(({ status }) => status === "Skipped").map(({ name }) => name),
};
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, JSON.stringify(tally));
process.exitCode = result.success ? 0 : 1;
