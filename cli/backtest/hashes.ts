/** What a study's result rests on, by hash. */
import { createHash } from "node:crypto";
import type { Provenance } from "../../backtest/artefacts/provenance.ts";
import { codeHash, hashOfFiles } from "../../backtest/report/hashes.ts";
import type { Config } from "../config.ts";
import type { Source } from "./source.ts";

/** What of a study's choices says where things lie or for whom they are, and nothing about the result. */
const ASIDE = ["tape", "keep", "workers", "study", "asks", "report"];

/** @param chosen what was asked for, on the command line or in a study file */
export function provenanceOf(study: string, config: Config, { tape }: Source, chosen: object): Provenance {
  return { study, tape: tape.name, data: tape.sha256, config: configHash(config, chosen), code: codeHash() };
}

/** Of the vault's parameters, of how its keeper allocates, and of what was chosen, in whatever order. */
function configHash({ parameters, keeper }: Config, chosen: object): string {
  const told = Object.entries(chosen)
    .filter(([name, value]) => !ASIDE.includes(name) && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const plain = (_: string, value: unknown) => (typeof value === "bigint" ? `${value}n` : value);
  return createHash("sha256")
    .update(hashOfFiles([parameters]))
    .update(JSON.stringify([keeper.allocation, told], plain))
    .digest("hex");
}
