/**
 * Compiles the contracts with their statements counted, runs the Solidity tests and writes what ran of each file to the JSON
 * file that it is told. The counting artifacts stay out of the usual ones' way.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import config from "../../hardhat.config.ts";
import type { FileCoverage } from "./file-coverage.ts";

/** Hardhat's own books, the only place where it has counts: what it prints and writes are percentages and lines. */
interface CoverageBooks {
  getReport(): Promise<
    Record<
      string,
      {
        readonly lineExecutionCounts: ReadonlyMap<number, number>;
        readonly executedLinesCount: number;
        readonly executedStatementsCount: number;
        readonly unexecutedStatementsCount: number;
        readonly unexecutedLines: ReadonlySet<number>;
      }
    >
  >;
}

async function counted(books: CoverageBooks): Promise<FileCoverage[]> {
  return Object.entries(await books.getReport()).map(([path, of]) => ({
    path,
    lines: { covered: of.executedLinesCount, all: of.lineExecutionCounts.size },
    statements: {
      covered: of.executedStatementsCount,
      all: of.executedStatementsCount + of.unexecutedStatementsCount,
    },
    uncovered: [...of.unexecutedLines].sort((a, b) => a - b),
  }));
}

const [path = "out/coverage/counts.json"] = process.argv.slice(2);
const hre = await createHardhatRuntimeEnvironment(
  {
    ...config,
    paths: { ...config.paths, artifacts: "out/coverage/artifacts", cache: "out/coverage/cache" },
  },
  { coverage: true },
);
const result = await hre.tasks.getTask(["test", "solidity"]).run();
const { _coverage } = hre as unknown as { readonly _coverage: CoverageBooks };
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, JSON.stringify(await counted(_coverage)));
process.exitCode = result.success ? 0 : 1;
