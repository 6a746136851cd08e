// Creation code of our own contracts, as the build leaves it.

import { readFileSync } from "node:fs";

/**
 * @param source path below the repository without extension, e.g. `contracts/devnet/LidoStETH`; the contract
 * has the file's name
 */
export const compiled = (source: string): string => {
  const name = source.slice(source.lastIndexOf("/") + 1);
  const artifact = new URL(`../../artifacts/${source}.sol/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(artifact, "utf8")).bytecode;
};
