// Creation code of Symbiotic's contracts, as `@symbioticfi/rewards` publishes them compiled.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { resolve } = createRequire(import.meta.url);

/** @param name the contract's and its file's name, e.g. `Vault` */
export const symbioticCreationCode = (name: string): string =>
  JSON.parse(readFileSync(resolve(`@symbioticfi/rewards/out/${name}.sol/${name}.json`), "utf8")).bytecode
    .object;
