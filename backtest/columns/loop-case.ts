/** One setting of a loop to be run over columns, and what came of it. */

import { WAD, type Wad } from "../../strategies/kernels/math/units.ts";
import type { LoopSettings } from "../../strategies/leveraged-loop/position.ts";
import { type FeeTerms, NO_FEES } from "../../strategies/vault/fees.ts";
import type { Deployment } from "../engine/deployment.ts";
import type { GasCosts } from "../engine/gas.ts";
import type { KeeperFaults } from "../engine/keeper-faults.ts";

/** What a vault's own terms make of what its loop is worth. */
export interface VaultTerms {
  /** Fastest growth of units that is recognised, a year. */
  readonly maxRate: Wad;
  /** Units that it takes at most. */
  readonly depositCap: bigint;
  readonly fees: FeeTerms;
}

export interface LoopCase {
  readonly loop: LoopSettings;
  /** Units (Lido shares) that the vault's one depositor brings with the first row, where they become collateral. */
  readonly units: bigint;
  readonly vault: VaultTerms;
  readonly faults: KeeperFaults;
  readonly gas: GasCosts;
}

/** Those of a vault as it is deployed. */
export const vaultTerms = ({
  maxRate,
  depositCap,
  performanceFee: performanceBps,
  managementFee: managementBps,
}: Pick<Deployment, "maxRate" | "depositCap" | "performanceFee" | "managementFee">): VaultTerms => ({
  maxRate,
  depositCap,
  fees: { performanceBps, managementBps },
});

/** A vault that charges nothing and takes a million units. */
export const FREE_VAULT: VaultTerms = { maxRate: WAD / 2n, depositCap: 1_000_000n * WAD, fees: NO_FEES };

/** A run in numbers; amounts in ether, times in rows. */
export interface LoopOutcome {
  /** Units that a share is worth at entry value at the end, fees that are due taken off; it began at one. */
  readonly unitsPerShare: number;
  /** Its growth in units, a year, simple. */
  readonly apr: number;
  /** Deepest fall of a share's worth in ETH at the market price below its highest yet, by days. */
  readonly maxDrawdown: number;
  /** Highest LTV before the keeper acted. */
  readonly maxLtv: number;
  readonly levers: number;
  readonly delevers: number;
  /** Actions that the rules of the moment, or a failed transaction, refused. */
  readonly refused: number;
  readonly liquidations: number;
  /** stETH sold by delevers. */
  readonly sold: number;
  /** What those sales gave up against redemption. */
  readonly discount: number;
  /** ETH that the keeper pays for gas, which is not the vault's. */
  readonly gas: number;
}

export const OUTCOME_FIELDS = [
  "unitsPerShare",
  "apr",
  "maxDrawdown",
  "maxLtv",
  "levers",
  "delevers",
  "refused",
  "liquidations",
  "sold",
  "discount",
  "gas",
] as const satisfies readonly (keyof LoopOutcome)[];
