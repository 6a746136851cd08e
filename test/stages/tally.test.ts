import { join } from "node:path";
import { expect, test } from "vitest";
import { sum, tallyVitest, toLine } from "./tally.ts";

const root = "/keel";
const file = (name: string) => join(root, name);

test("the last line counts both runners together", () => {
  const vitest = { passed: 3, failed: 1, skipped: ["browser.test.ts: shows the plot"] };
  const solidity = { passed: 4, failed: 0, skipped: [] };
  expect(toLine(sum([vitest, solidity]))).toBe("7 passed, 1 failed, 1 skipped");
});

test("skipped and unwritten tests are named with their file", () => {
  const tally = tallyVitest(
    {
      testResults: [
        {
          name: file("cli/demo.test.ts"),
          status: "passed",
          assertionResults: [
            { fullName: "demo ends by itself", status: "passed" },
            { fullName: "demo on a fork", status: "skipped" },
            { fullName: "demo on a testnet", status: "todo" },
          ],
        },
      ],
    },
    root,
  );
  expect(tally).toEqual({
    passed: 1,
    failed: 0,
    skipped: ["cli/demo.test.ts: demo on a fork", "cli/demo.test.ts: demo on a testnet"],
  });
});

test("a test file that cannot be loaded counts as a failure", () => {
  const broken = { name: file("broken.test.ts"), status: "failed", assertionResults: [] };
  expect(tallyVitest({ testResults: [broken] }, root).failed).toBe(1);
});
