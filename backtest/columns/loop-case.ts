/** One setting of a loop to be run over columns, and what came of it. */

import type { Wad } from "../../strategies/kernels/math/units.ts";
import type { LoopSettings } from "../../strategies/leveraged-loop/position.ts";
import type { GasCosts } from "../engine/gas.ts";
import type { KeeperFaults } from "../engine/keeper-faults.ts";

export interface VaultFees {
  /** Of all units, a year (WAD). */
  readonly management: Wad;
  /** Of what a share gains in units above its highest yet, taken with the first row of a day (WAD). */
  readonly performance: Wad;
}

export interface LoopCase {
  readonly loop: LoopSettings;
  /** Units (Lido shares) that the vault begins with, all of them collateral. */
  readonly units: bigint;
  readonly fees: VaultFees;
  readonly faults: KeeperFaults;
  readonly gas: GasCosts;
}

export const NO_FEES: VaultFees = { management: 0n, performance: 0n };

/** A run in numbers; amounts in ether, times in rows. */
export interface LoopOutcome {
  /** Units that a share is worth at entry value at the end; it began at one. */
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
  /** The keeper's, which the vault does not pay. */
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
