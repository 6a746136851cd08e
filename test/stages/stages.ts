/** The stages of `npm test`, the longest first, so that two cores are busy to the end. */
import type { Stage } from "./stage.ts";
import { readTally, readVitestTally } from "./tally.ts";

const SOLIDITY = ["contracts/**/*.sol", "test/solidity/**/*.sol"];
const VITEST_REPORT = "out/test/vitest.json";
const SOLIDITY_REPORT = "out/test/solidity.json";

/** Where the test runners leave their counts. */
export const REPORTS = [VITEST_REPORT, SOLIDITY_REPORT];

export const STAGES: readonly Stage[] = [
  { name: "build", command: ["node_modules/hardhat/dist/src/cli.js", "build"] },
  { name: "genesis", after: ["build"], command: ["devnet/build-genesis.ts"] },
  { name: "aave-v3.6", after: ["genesis"], command: ["test/worlds/build-aave-v3.6.ts"] },
  { name: "types", command: ["node_modules/typescript/bin/tsc", "--project", "."] },
  { name: "biome", command: ["node_modules/@biomejs/biome/bin/biome", "check"] },
  {
    name: "prettier",
    command: [
      "node_modules/prettier/bin/prettier.cjs",
      "--check",
      "--log-level=warn",
      "--no-error-on-unmatched-pattern",
      ...SOLIDITY,
    ],
  },
  {
    name: "solhint",
    command: ["node_modules/solhint/solhint.js", "--max-warnings=0", "--disc", "--noPoster", ...SOLIDITY],
  },
  {
    name: "vitest",
    after: ["build", "genesis"],
    command: [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${VITEST_REPORT}`,
    ],
    summary: /^\s*(Test Files|Tests|Duration)\s/,
    tally: () => readVitestTally(VITEST_REPORT),
  },
  {
    name: "solidity",
    after: ["build", "genesis", "aave-v3.6"],
    command: ["test/stages/solidity-tests.ts", SOLIDITY_REPORT],
    summary: /^\s*\d+ (passing|failing|skipped)/,
    tally: () => readTally(SOLIDITY_REPORT),
  },
];
