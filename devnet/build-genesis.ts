/** Builds the genesis file if it is missing or out of date, for those who read it without starting a chain. */
import { ensureGenesis } from "./genesis/genesis-file.ts";

const { path, hash } = await ensureGenesis();
console.log(`genesis ${hash.slice(0, 16)} in ${path}`);
