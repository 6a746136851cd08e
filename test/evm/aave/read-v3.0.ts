// Aave v3.0 as its authors compiled and published it.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { CompiledContracts } from "./compiled-contract.ts";

const { resolve } = createRequire(import.meta.url);

const LOGIC = ["Borrow", "Bridge", "EMode", "FlashLoan", "Liquidation", "Pool", "Supply"];
const CONTRACTS = [
  "misc/AaveOracle",
  "mocks/oracle/CLAggregators/MockAggregator",
  "mocks/tokens/MintableERC20",
  "protocol/configuration/PoolAddressesProvider",
  "protocol/pool/DefaultReserveInterestRateStrategy",
  "protocol/pool/Pool",
  "protocol/tokenization/AToken",
  "protocol/tokenization/StableDebtToken",
  "protocol/tokenization/VariableDebtToken",
  ...LOGIC.map((name) => `protocol/libraries/logic/${name}Logic`),
];

export const aaveV30 = (): CompiledContracts =>
  Object.fromEntries(
    CONTRACTS.map((path) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const file = resolve(`@aave/core-v3/artifacts/contracts/${path}.sol/${name}.json`);
      const { abi, bytecode, linkReferences } = JSON.parse(readFileSync(file, "utf8"));
      return [name, { abi, bytecode: { object: bytecode.slice(2), linkReferences } }];
    }),
  );
