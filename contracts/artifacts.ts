/** The contracts as Hardhat compiled them: what is deployed, and the interfaces by which calls are encoded. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Artifact } from "@nomicfoundation/ignition-core";
import { Interface } from "ethers";
import { KeelError } from "../errors/keel-error.ts";

const ROOT = join(import.meta.dirname, "..");

/** Where each contract's source lies below `contracts/`. */
const FOLDERS = {
  KeelVault: "vault",
  FeeMath: "vault",
  Movements: "vault",
  Notices: "vault",
  PermitSigner: "vault",
  Quarantine: "vault",
  Risks: "vault",
  Roster: "vault",
  LeveragedLoopStrategy: "strategies",
  LoopAdvisors: "strategies",
  LendingStrategy: "strategies/lending",
  LendingAdvisors: "strategies/lending",
  VenueYield: "strategies/lending",
  StethAdapter: "lst",
  StethPrices: "prices",
  LoopPrices: "prices",
  AaveV30BorrowRate: "prices",
  AaveV36BorrowRate: "prices",
  StethEthRoute: "swaps",
  UniswapV2Route: "swaps",
  BalancerFlash: "flash",
  StethCurveLp: "strategies/curve-lp",
  NgCurveLp: "strategies/curve-lp",
  RewardAuction: "strategies/rewards",
  SymbioticStrategy: "strategies/restaking",
  EigenLayerStrategy: "strategies/restaking",
  LiquidRestakingStrategy: "strategies/restaking",
  EzethDoor: "strategies/restaking/doors",
  WeethDoor: "strategies/restaking/doors",
  RsethDoor: "strategies/restaking/doors",
  PushedRateAdapter: "lst",
  RestakedRoute: "swaps",
  ExitQueue: "vault",
  RewardClaims: "rewards",
  StethZap: "entries",
} as const;

export type ContractName = keyof typeof FOLDERS;

/** @throws KEEL_NOT_COMPILED where the contract was never compiled */
export function readArtifact(name: ContractName): Artifact {
  const path = join(ROOT, "artifacts", "contracts", FOLDERS[name], `${name}.sol`, `${name}.json`);
  if (!existsSync(path)) {
    throw new KeelError(
      "KEEL_NOT_COMPILED",
      `the contract ${name} is not compiled`,
      "Run keel through ./keel or npm start, which compile first",
    );
  }
  return JSON.parse(readFileSync(path, "utf8"));
}

const interfaces = new Map<ContractName, Interface>();

export function interfaceOf(name: ContractName): Interface {
  const known = interfaces.get(name) ?? new Interface(readArtifact(name).abi);
  interfaces.set(name, known);
  return known;
}
