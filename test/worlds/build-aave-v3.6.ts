/** Builds the offline mainnet with Aave v3.6 in it, for the Solidity tests that run against both generations. */
import { aaveV36World } from "./aave-v3.6-world.ts";

const { path, hash } = await aaveV36World();
console.log(`world ${hash.slice(0, 16)} in ${path}`);
