/**
 * A vault's books: what is recognised, what it is worth to those who enter and to those who leave. The twin
 * of `contracts/vault/KeelVault.sol` for stETH. Books are in units (Lido shares), amounts that people see are
 * stETH wei.
 */
import { least } from "../kernels/math/extremes.ts";
import { mulDivCeil, mulDivFloor } from "../kernels/math/mul-div.ts";
import { SECONDS_PER_YEAR, type Seconds, WAD, type Wad } from "../kernels/math/units.ts";
import type { Market } from "../market/market.ts";

/** What a vault needs of a strategy; amounts in units. */
export interface VaultStrategy {
  entryUnits(): bigint;
  exitUnits(): bigint;
  entriesOpen(): boolean;
  /** The most that {@link deposit} takes now. */
  depositLimit(): bigint;
  /** At exit value, the most that {@link withdraw} can realise now. */
  withdrawLimit(): bigint;
  deposit(units: bigint): void;
  /** @returns units realised */
  withdraw(units: bigint, minUnits: bigint): bigint;
}

/** What the contract stores. Changed in place. */
export interface VaultBooks {
  /** Units at hand for leavers. */
  idle: bigint;
  /** Units recognised so far, and when. */
  recognised: bigint;
  recognisedAt: Seconds;
  /** Vault shares, 1e18. */
  supply: bigint;
  readonly shares: Record<string, bigint>;
  /** Fastest growth of units that is recognised, a year. */
  readonly maxRate: Wad;
  /** Units that the vault takes at most. */
  readonly depositCap: bigint;
}

/** A vault amid its market. */
export interface Vault {
  readonly books: VaultBooks;
  readonly market: Market;
  readonly strategies: readonly VaultStrategy[];
}

export const openBooks = (time: Seconds, maxRate: Wad, depositCap: bigint): VaultBooks => ({
  idle: 0n,
  recognised: 0n,
  recognisedAt: time,
  supply: 0n,
  shares: {},
  maxRate,
  depositCap,
});

export const copyBooks = (books: VaultBooks): VaultBooks => ({ ...books, shares: { ...books.shares } });

/** Units at entry value, gains as far as recognised. */
export const entryUnits = (vault: Vault): bigint => recognisedOf(vault, realUnits(vault));

/** Units that leaving in full would realise now; never above {@link entryUnits}. */
export const exitUnits = (vault: Vault): bigint => exitUnitsOf(vault, entryUnits(vault));

/** True while deposits are taken. */
export const entriesOpen = ({ strategies }: Vault): boolean =>
  strategies.every((strategy) => strategy.entriesOpen());

/** Everything at entry value, unrecognised gains included. */
export const realUnits = ({ books, strategies }: Vault): bigint =>
  strategies.reduce((sum, strategy) => sum + strategy.entryUnits(), books.idle);

/** {@link exitUnits} for one who has the entry value `total` already. */
export function exitUnitsOf({ books, strategies }: Vault, total: bigint): bigint {
  return least(
    strategies.reduce((sum, strategy) => sum + strategy.exitUnits(), books.idle),
    total,
  );
}

/** Recognises losses in full and gains at most at `maxRate`; returns the units at entry value. */
export function recognise(vault: Vault): bigint {
  const total = entryUnits(vault);
  keep(vault, total);
  return total;
}

export function keep({ books, market }: Vault, units: bigint): void {
  books.recognised = units;
  books.recognisedAt = market.time;
}

/** Vault shares that `units` buy, floored. */
export const sharesFor = ({ supply }: VaultBooks, units: bigint, total: bigint): bigint =>
  mulDivFloor(units, supply + 1n, total + 1n);

/** Units that `shares` cost, rounded up. */
export const unitsFor = ({ supply }: VaultBooks, shares: bigint, total: bigint): bigint =>
  mulDivCeil(shares, total + 1n, supply + 1n);

/** Units that leaving with `shares` pays, floored; `exit` is the vault's exit value. */
export const unitsToLeave = ({ supply }: VaultBooks, shares: bigint, exit: bigint): bigint =>
  mulDivFloor(shares, exit + 1n, supply + 1n);

/** Vault shares that leaving with `units` burns, rounded up. */
export const sharesToLeave = ({ supply }: VaultBooks, units: bigint, exit: bigint): bigint =>
  mulDivCeil(units, supply + 1n, exit + 1n);

function recognisedOf({ books, market }: Vault, real: bigint): bigint {
  const elapsed = BigInt(market.time - books.recognisedAt);
  const growth = mulDivFloor(books.recognised, books.maxRate * elapsed, WAD * SECONDS_PER_YEAR);
  return least(real, books.recognised + growth);
}
