import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const SOURCES =
  "{advice,backtest,cli,contracts,demo,deploy,devnet,errors,keeper,launcher,strategies,test}/**/*.{ts,mjs}";
/** Names of environment variables look alike. */
const VARIABLE = /\.env\(\s*"KEEL_[A-Z_]+",?\s*\)/g;

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** Codes that sources name; tests and their helpers name variables and codes of their own. */
const used = new Set(
  globSync(SOURCES, { cwd: ROOT })
    .filter((path) => !path.includes(".test.") && !path.startsWith(join("test", "worlds")))
    .flatMap(
      (path) =>
        read(path)
          .replace(VARIABLE, "")
          .match(/"KEEL_[A-Z_]+"/g) ?? [],
    )
    .map((literal) => literal.slice(1, -1)),
);
used.add("KEEL_SETUP_NO_NODE");

const documented = [...read("docs/errors.md").matchAll(/^\| `(KEEL_[A-Z_]+)` \|/gm)].map(([, code]) => code);

test("docs/errors.md tells every code that Keel can answer with, once, and no other", () => {
  expect([...documented].sort()).toEqual([...used].sort());
});

test("the one code that a shell script prints is in that script", () => {
  expect(read("keel")).toContain("KEEL_SETUP_NO_NODE: ");
});
