/** Builds the offline mainnet with Aave v3.6 in it, for the Solidity tests that run against both generations. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { buildWorld } from "../../devnet/genesis/build-world.ts";
import { ensureWorld, genesisInputs } from "../../devnet/genesis/genesis-file.ts";
import { projectRoot } from "../../devnet/project-root.ts";
import { aaveV36Inputs } from "../evm/aave/compile-v3.6.ts";
import { placeAaveV36 } from "./place-aave-v3.6.ts";

const version = createHash("sha256")
  .update(genesisInputs())
  .update(aaveV36Inputs())
  .update(readFileSync(`${import.meta.dirname}/place-aave-v3.6.ts`))
  .digest("hex")
  .slice(0, 16);
const { path, hash } = await ensureWorld(`${projectRoot}/cache/keel`, "aave-v3.6", version, () =>
  buildWorld(placeAaveV36),
);
console.log(`world ${hash.slice(0, 16)} in ${path}`);
