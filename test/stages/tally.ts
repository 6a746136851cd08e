/** How many tests passed and failed, and which were skipped, as each test runner reports it. */
import { readFileSync } from "node:fs";
import { relative } from "node:path";

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Names of the tests that did not run. */
  readonly skipped: readonly string[];
}

export const NO_TESTS: Tally = { passed: 0, failed: 0, skipped: [] };

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: [...total.skipped, ...skipped],
    }),
    NO_TESTS,
  );
}

/** What `npm test` ends with. */
export function toLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped.length} skipped`;
}

/** The part of vitest's JSON report that is read here. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/**
 * Counts vitest's JSON report. A file that could not be loaded holds no results and counts as one failed test.
 *
 * @param root folder that file names are shown from
 */
export function tallyVitest(report: VitestReport, root: string): Tally {
  return sum(
    report.testResults.map(({ name, status, assertionResults: tests }) => {
      const withStatus = (wanted: string) => tests.filter((test) => test.status === wanted);
      const passed = withStatus("passed").length;
      const failed = withStatus("failed").length;
      return {
        passed,
        failed: status === "failed" && failed === 0 ? 1 : failed,
        skipped: tests
          .filter((test) => test.status !== "passed" && test.status !== "failed")
          .map((test) => `${relative(root, name)}: ${test.fullName}`),
      };
    }),
  );
}

export function readVitestTally(path: string): Tally {
  return tallyVitest(JSON.parse(readFileSync(path, "utf8")), process.cwd());
}

export function readTally(path: string): Tally {
  return JSON.parse(readFileSync(path, "utf8"));
}
