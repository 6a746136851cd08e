/**
 * Plays the random sequences of the Solidity tests more often than `npm test` does: `node sequence-rounds.ts <seed> <runs>
 * <files>`. Ends with 1 where a sequence breaks a property, and prints which.
 */
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import config from "../../hardhat.config.ts";

const [seed = "1", runs = "48", ...testFiles] = process.argv.slice(2);
const fuzz = { runs: Number(runs), seed: `0x${Number(seed).toString(16)}` };
const solidity = { ...config.test?.solidity, fuzz };
const environment = await createHardhatRuntimeEnvironment({ ...config, test: { solidity } });
const { success } = await environment.tasks.getTask(["test", "solidity"]).run({ noCompile: true, testFiles });
process.exitCode = success ? 0 : 1;
