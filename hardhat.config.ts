import { createRequire } from "node:module";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatIgnition from "@nomicfoundation/hardhat-ignition-ethers";
import { defineConfig } from "hardhat/config";
import { compileInParts } from "./compile/compile-in-parts.ts";

const { resolve } = createRequire(import.meta.url);

/** The offline mainnet: chain id 1, one hardfork from block 0, so that a fork of it can read every block. */
export default defineConfig({
  plugins: [compileInParts, hardhatEthers, hardhatIgnition],
  solidity: {
    version: "0.8.37",
    path: resolve("solc/soljson.js"),
    settings: { optimizer: { enabled: true, runs: 200 }, evmVersion: "prague" },
  },
  // Few runs of tests that each move a whole market; the seed makes a failure come again.
  test: {
    solidity: {
      fuzz: { runs: 48, seed: "0x4b65656c" },
      // Creation code that packages ship.
      fsPermissions: { readDirectory: ["node_modules"] },
    },
  },
  paths: { sources: "contracts", tests: { solidity: "test/solidity" } },
  chainDescriptors: {
    1: { name: "mainnet", hardforkHistory: { prague: { blockNumber: 0 } } },
  },
  networks: {
    default: {
      type: "edr-simulated",
      chainType: "l1",
      chainId: 1,
      hardfork: "prague",
      initialDate: "2022-04-30T00:00:00Z",
    },
  },
});
