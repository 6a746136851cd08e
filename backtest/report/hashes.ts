/** What a result rests on, by hash: whoever has the same three has the same result. */
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");
const CODE = [
  "contracts/**/*.sol",
  "{backtest,cli,demo,deploy,devnet,keeper,strategies}/**/*.ts",
  "gas-snapshot.json",
  "package-lock.json",
];

/** Of the code that this process runs, which does not change under it. */
let known: string | undefined;

/** SHA-256 of all code that a result could depend on, its tests left out; hexadecimal. */
export function codeHash(): string {
  const paths = () =>
    CODE.flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
      .filter((path) => !path.endsWith(".test.ts"))
      .sort()
      .map((path) => join(ROOT, path));
  known ??= hashOfFiles(paths());
  return known;
}

/** SHA-256 of files one after another, hexadecimal. */
export function hashOfFiles(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) hash.update(readFileSync(path));
  return hash.digest("hex");
}
