/** The worked studies of docs/backtesting.md: every line that stands there is one that its command prints. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const PROMPT = "    $ ./keel ";

/** Each command of the page that is shown with what it prints, without the indentation. */
const shown = readFileSync(join(ROOT, "docs/backtesting.md"), "utf8")
  .split(PROMPT)
  .slice(1)
  .map((text) => {
    const [command = "", ...lines] = text.split("\n");
    const end = lines.findIndex((line) => !line.startsWith("    "));
    return { command, printed: lines.slice(0, end).map((line) => line.trim()) };
  });

test("there are three studies, one of them of three commands", () => {
  expect(shown).toHaveLength(5);
});

test.each(shown)(
  "$command",
  async ({ command, printed }) => {
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ["cli/keel.ts", ...command.split(" ")], { cwd: ROOT });
    expect(printed.length).toBeGreaterThan(0);
    expect(stdout.split("\n")).toEqual(expect.arrayContaining([...printed]));
  },
  60_000,
);
