/** Keel's configuration. Every key, its default and the flag or variable that overrides it: docs/configuration.md. */
import { defineConfig } from "./cli/config.ts";

export default defineConfig({
  port: 8545,
  parameters: "deploy/parameters/strategist-2022.json",
  key: { from: "development" },
  keeper: {
    key: { from: "development" },
    pollSeconds: 4,
    deadlineSeconds: 36,
    allocation: { maxIdle: "2%", keepIdle: 0, pokeEvery: "12h" },
  },
});
