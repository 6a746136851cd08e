/** What a result rests on, by hash: the tape, the parameters and the code that made it. */
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BUILT_IN_TAPE_PATH } from "../backtest/tape/built-in.ts";
import { DEFAULT_PARAMETERS } from "../deploy/parameters.ts";

const ROOT = join(import.meta.dirname, "..");
const CODE = [
  "contracts/**/*.sol",
  "{backtest,demo,deploy,devnet,keeper,strategies}/**/*.ts",
  "package-lock.json",
];

export const scenarioHashes = () => ({
  data: hashOf([fileURLToPath(BUILT_IN_TAPE_PATH)]),
  config: hashOf([DEFAULT_PARAMETERS]),
  code: hashOf(
    CODE.flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
      .filter((path) => !path.endsWith(".test.ts"))
      .sort()
      .map((path) => join(ROOT, path)),
  ),
});

function hashOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) hash.update(readFileSync(path));
  return hash.digest("hex");
}
