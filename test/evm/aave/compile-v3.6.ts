// Aave v3.6 as its package has it: sources only, so it is compiled here, apart from our own contracts. Its
// licence (BUSL) allows tests, and nothing else of it is used. The result is kept in the cache folder.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { JsonFragment } from "ethers";
import { projectRoot } from "../../../devnet/project-root.ts";
import type { CompiledContract } from "./compiled-contract.ts";

const require = createRequire(import.meta.url);

const ORIGIN = "@aave-dao/aave-v3-origin/src/contracts";
const PROBE = "test/evm/aave/LibraryProbeV36.sol";
const SOURCES = [
  PROBE,
  ...[
    "instances/ATokenInstance",
    "instances/PoolConfiguratorInstance",
    "instances/PoolInstance",
    "instances/VariableDebtTokenInstance",
    "misc/AaveOracle",
    "misc/DefaultReserveInterestRateStrategyV2",
    "misc/aave-upgradeability/InitializableImmutableAdminUpgradeabilityProxy",
    "mocks/flashloan/MockSimpleFlashLoanReceiver",
    "mocks/oracle/CLAggregators/MockAggregator",
    "mocks/tokens/MintableERC20",
    "protocol/configuration/ACLManager",
    "protocol/configuration/PoolAddressesProvider",
  ].map((path) => `${ORIGIN}/${path}.sol`),
];
const SETTINGS = {
  optimizer: { enabled: true, runs: 200 },
  evmVersion: "prague",
  remappings: ["openzeppelin-contracts/=@openzeppelin/"],
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.bytecode.linkReferences"] } },
};

type CompilerOutput = {
  readonly errors?: readonly { severity: string; formattedMessage: string }[];
  readonly contracts: Record<
    string,
    Record<
      string,
      {
        readonly abi: readonly JsonFragment[];
        readonly evm: { readonly bytecode: CompiledContract["bytecode"] };
      }
    >
  >;
};

const read = (path: string): string =>
  readFileSync(path === PROBE ? `${projectRoot}/${path}` : require.resolve(path), "utf8");

/** Compiles the sources, which takes some ten seconds, or reads what an earlier compilation left. */
export const aaveV36 = (): Record<string, CompiledContract> => {
  const cached = `${projectRoot}/cache/aave-v3.6/${aaveV36Inputs()}.json`;
  if (existsSync(cached)) return JSON.parse(readFileSync(cached, "utf8"));
  const contracts = compile();
  mkdirSync(`${projectRoot}/cache/aave-v3.6`, { recursive: true });
  writeFileSync(`${cached}.${process.pid}`, JSON.stringify(contracts));
  renameSync(`${cached}.${process.pid}`, cached);
  return contracts;
};

/** Everything that the result depends on: the settings, our probe, and the versions of what it is made with. */
export function aaveV36Inputs(): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([SOURCES, SETTINGS]))
    .update(read(PROBE));
  for (const name of ["@aave-dao/aave-v3-origin", "@openzeppelin/contracts", "solc"])
    hash.update(JSON.parse(read(`${name}/package.json`)).version);
  return hash.digest("hex").slice(0, 16);
}

function compile(): Record<string, CompiledContract> {
  const solc = require("solc") as {
    compile(input: string, callbacks: { import(path: string): { contents: string } }): string;
  };
  const sources = Object.fromEntries(SOURCES.map((path) => [path, { content: read(path) }]));
  const output: CompilerOutput = JSON.parse(
    solc.compile(JSON.stringify({ language: "Solidity", sources, settings: SETTINGS }), {
      import: (path) => ({ contents: read(path) }),
    }),
  );
  const error = output.errors?.find(({ severity }) => severity === "error");
  if (error !== undefined) throw new Error(error.formattedMessage);
  return Object.fromEntries(
    Object.values(output.contracts)
      .flatMap((contracts) => Object.entries(contracts))
      .filter(([, { evm }]) => evm.bytecode.object.length > 0)
      .map(([name, { abi, evm }]) => [name, { abi, bytecode: evm.bytecode }]),
  );
}
