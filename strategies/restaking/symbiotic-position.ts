/**
 * wstETH restaked in a Symbiotic vault, and its two values. The twin of the reading half of
 * `contracts/strategies/restaking/{RestakingStrategy,SymbioticStrategy}.sol`: a unit is a Lido share and one
 * wstETH. Rewards, and a vault that admits only some depositors, are left out. Amounts are wei.
 */
import { RATIO, SATURATED } from "../decision.ts";
import type { Lido } from "../kernels/lido/lido.ts";
import { excess, least } from "../kernels/math/extremes.ts";
import { mulDivFloor } from "../kernels/math/mul-div.ts";
import type { Seconds } from "../kernels/math/units.ts";
import {
  activeBalance,
  activePot,
  epochAt,
  type SymbioticVault,
  type VaultAccount,
  withdrawalBalance,
} from "../kernels/symbiotic/vault.ts";
import type { RestakingSettings } from "./params.ts";
import { nextLevel, refusal } from "./policy.ts";
import { risk } from "./symbiotic-risk.ts";

/** Lido rounds each of a conversion and a transfer down by at most one share. */
export const CONVERSION_DUST = 2n;
const RAY = 10n ** 27n;
const RATIO_BIG = BigInt(RATIO);
const UNLIMITED = (1n << 256n) - 1n;

/** What the strategy's account holds and remembers. Changed in place. */
export interface SymbioticPosition {
  wsteth: bigint;
  /** Lido shares. */
  steth: bigint;
  readonly account: VaultAccount;
  /** Epochs whose withdrawals are not claimed yet, ascending. */
  epochs: number[];
  /** The alarm level remembered from the last action. */
  level: number;
  /** When the position last deposited or asked for an exit; 0 before that. */
  lastAction: Seconds;
  /** When the level last rose, or a slash was last noted; 0 before that. */
  lastAlarm: Seconds;
  /** What slashes had left of a unit at stake when the rules last acted, RAY. */
  factorSeen: bigint;
}

/** A restaked position amid its venue. */
export interface RestakedSymbiotic {
  readonly settings: RestakingSettings;
  /** True where the Keel vault's token is stETH. */
  readonly rebasing: boolean;
  readonly lido: Lido;
  readonly venue: SymbioticVault;
  /** The operator has opted in, and stake stands for the network by it. */
  operatorWorks: boolean;
  time: Seconds;
  readonly position: SymbioticPosition;
}

/** What slashes have left of a unit at stake, RAY. */
export function stakeFactor(venue: SymbioticVault): bigint {
  const { assets, shares } = activePot(venue);
  return mulDivFloor(assets + 1n, RAY, shares + 1n);
}

export const looseUnits = ({ position }: RestakedSymbiotic): bigint => position.wsteth + position.steth;

export const stakedUnits = ({ venue, position }: RestakedSymbiotic): bigint =>
  activeBalance(venue, position.account);

export const pendingUnits = (restaked: RestakedSymbiotic): bigint =>
  withdrawalsIn(restaked, (epoch, current) => epoch >= current);

export const claimableUnits = (restaked: RestakedSymbiotic): bigint =>
  withdrawalsIn(restaked, (epoch, current) => epoch < current);

/** Everything at what the venue's books say. */
export const entryUnits = (restaked: RestakedSymbiotic): bigint =>
  looseUnits(restaked) + stakedUnits(restaked) + pendingUnits(restaked) + claimableUnits(restaked);

/** What lies loose and what has matured in full, the rest less the haircut of its wait. */
export const exitUnits = (restaked: RestakedSymbiotic): bigint =>
  withdrawLimit(restaked) +
  excess(afterHaircut(restaked, stakedUnits(restaked) + pendingUnits(restaked)), CONVERSION_DUST);

export const withdrawLimit = (restaked: RestakedSymbiotic): bigint =>
  excess(looseUnits(restaked) + claimableUnits(restaked), CONVERSION_DUST);

/** Units that the venue takes now. */
export const stakeRoom = ({ venue }: RestakedSymbiotic): bigint =>
  venue.depositLimit === undefined ? UNLIMITED : excess(venue.depositLimit, activePot(venue).assets);

/** Units that the strategy takes now; 0 while its rules hold back. */
export function depositLimit(restaked: RestakedSymbiotic): bigint {
  const { params } = restaked.settings;
  const state = { ...risk(restaked), sinceAction: SATURATED };
  if (refusal(state, params, nextLevel(state, params)) !== 0) return 0n;
  const wanted = excess(filled(restaked, params.targetStaked), stakedUnits(restaked));
  return excess(least(wanted, stakeRoom(restaked)), looseUnits(restaked));
}

/** Units of the cap that a share of it (1e9) stands for. */
export const filled = ({ settings }: RestakedSymbiotic, share: number): bigint =>
  mulDivFloor(settings.cap, BigInt(share), RATIO_BIG);

/** What a leaver gets now of units that must still wait. */
export const afterHaircut = ({ settings }: RestakedSymbiotic, units: bigint): bigint =>
  mulDivFloor(units, RATIO_BIG - BigInt(settings.haircut), RATIO_BIG);

function withdrawalsIn(
  { venue, position, time }: RestakedSymbiotic,
  chosen: (epoch: number, current: number) => boolean,
): bigint {
  const current = epochAt(venue, time);
  return position.epochs
    .filter((epoch) => chosen(epoch, current))
    .reduce((sum, epoch) => sum + withdrawalBalance(venue, position.account, epoch), 0n);
}
