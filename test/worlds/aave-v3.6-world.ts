/** The offline mainnet with Aave v3.6 in it, built once: for tests alone, as its sources' licence has it. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { buildWorld } from "../../devnet/genesis/build-world.ts";
import { ensureWorld, type Genesis, genesisInputs } from "../../devnet/genesis/genesis-file.ts";
import { projectRoot } from "../../devnet/project-root.ts";
import { aaveV36Inputs } from "../evm/aave/compile-v3.6.ts";
import { placeAaveV36 } from "./place-aave-v3.6.ts";

export function aaveV36World(): Promise<Genesis> {
  const version = createHash("sha256")
    .update(genesisInputs())
    .update(aaveV36Inputs())
    .update(readFileSync(`${import.meta.dirname}/place-aave-v3.6.ts`))
    .digest("hex")
    .slice(0, 16);
  return ensureWorld(`${projectRoot}/cache/keel`, "aave-v3.6", version, () => buildWorld(placeAaveV36));
}
