// Runtime code of a contract of `@aave/core-v3`, to stand where another contract stood.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { resolve } = createRequire(import.meta.url);

/** @param path source path below the package's `contracts/`, without extension */
export const packageRuntime = (path: string): string => {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const artifact = resolve(`@aave/core-v3/artifacts/contracts/${path}.sol/${name}.json`);
  return JSON.parse(readFileSync(artifact, "utf8")).deployedBytecode;
};
