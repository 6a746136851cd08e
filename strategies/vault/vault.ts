/**
 * A vault's books: what is recognised, what it is worth to those who enter and to those who leave. The twin
 * of `contracts/vault/Books.sol` for stETH. Books are in units (Lido shares), amounts that people see are
 * stETH wei.
 */
import { least } from "../kernels/math/extremes.ts";
import { mulDivCeil, mulDivFloor } from "../kernels/math/mul-div.ts";
import { RAY, SECONDS_PER_YEAR, type Seconds, WAD, type Wad } from "../kernels/math/units.ts";
import type { Market } from "../market/market.ts";
import {
  type FeeTerms,
  feesDue,
  MANAGEMENT_RECIPIENT,
  NO_FEES,
  PERFORMANCE_RECIPIENT,
  priceOf,
  type Standing,
} from "./fees.ts";

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
  readonly fees: FeeTerms;
  /** Units a share above which the performance fee is due, RAY. */
  highWaterMark: bigint;
}

/** A vault amid its market. */
export interface Vault {
  readonly books: VaultBooks;
  readonly market: Market;
  readonly strategies: readonly VaultStrategy[];
}

export const openBooks = (
  time: Seconds,
  maxRate: Wad,
  depositCap: bigint,
  fees: FeeTerms = NO_FEES,
): VaultBooks => ({
  idle: 0n,
  recognised: 0n,
  recognisedAt: time,
  supply: 0n,
  shares: {},
  maxRate,
  depositCap,
  fees,
  highWaterMark: RAY,
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

/** Units at entry value and the shares that they are for, pending fees included. */
export function standing(vault: Vault): Standing {
  const before = { total: entryUnits(vault), supply: vault.books.supply };
  const { managementShares, performanceShares } = pendingFees(vault, before);
  return { total: before.total, supply: before.supply + managementShares + performanceShares };
}

/** Recognises losses in full and gains at most at `maxRate`, and takes the fees due on both. */
export function recognise(vault: Vault): Standing {
  const { books } = vault;
  const before = { total: entryUnits(vault), supply: books.supply };
  const { managementShares, performanceShares } = pendingFees(vault, before);
  mintTo(books, MANAGEMENT_RECIPIENT, managementShares);
  mintTo(books, PERFORMANCE_RECIPIENT, performanceShares);
  const after = { total: before.total, supply: books.supply };
  if (performanceShares > 0n) books.highWaterMark = priceOf(after);
  keep(vault, after.total);
  return after;
}

export function keep({ books, market }: Vault, units: bigint): void {
  books.recognised = units;
  books.recognisedAt = market.time;
}

export function mintTo(books: VaultBooks, who: string, shares: bigint): void {
  if (shares === 0n) return;
  books.supply += shares;
  books.shares[who] = (books.shares[who] ?? 0n) + shares;
}

/** Vault shares that `units` buy, floored. */
export const sharesFor = ({ total, supply }: Standing, units: bigint): bigint =>
  mulDivFloor(units, supply + 1n, total + 1n);

/** Units that `shares` cost, rounded up. */
export const costOf = ({ total, supply }: Standing, shares: bigint): bigint =>
  mulDivCeil(shares, total + 1n, supply + 1n);

/** Units that `shares` stand for, floored; at exit value where `total` is that. */
export const unitsFor = ({ total, supply }: Standing, shares: bigint): bigint =>
  mulDivFloor(shares, total + 1n, supply + 1n);

/** Vault shares that leaving with `units` burns, rounded up, where `total` is the exit value. */
export const sharesToLeave = ({ total, supply }: Standing, units: bigint): bigint =>
  mulDivCeil(units, supply + 1n, total + 1n);

/** The same shares with what everybody together would be paid now. */
export const atExit = (vault: Vault, { total, supply }: Standing): Standing => ({
  total: exitUnitsOf(vault, total),
  supply,
});

function pendingFees({ books, market }: Vault, before: Standing) {
  return feesDue(books.fees, books.highWaterMark, BigInt(market.time - books.recognisedAt), before);
}

function recognisedOf({ books, market }: Vault, real: bigint): bigint {
  const elapsed = BigInt(market.time - books.recognisedAt);
  const growth = mulDivFloor(books.recognised, books.maxRate * elapsed, WAD * SECONDS_PER_YEAR);
  return least(real, books.recognised + growth);
}
