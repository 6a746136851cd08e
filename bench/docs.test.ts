import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { discover } from "../test/figures/discover.ts";
import type { Bench } from "./bench.ts";

test("docs/benchmarks.md tells of every bench, with its target", async () => {
  const page = readFileSync(join(import.meta.dirname, "..", "docs", "benchmarks.md"), "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  for (const { name, target } of await discover<Bench>("bench/*.bench.ts", "bench")) {
    const row = rows.find((line) => line.includes(`\`${name}\``));
    expect(row, name).toContain(target.toLocaleString("en"));
  }
});
