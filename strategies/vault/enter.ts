/** Deposits and mints, at entry value. The twin of `contracts/vault/Entering.sol`. */
import { excess, least } from "../kernels/math/extremes.ts";
import { Refusal } from "../refusal.ts";
import type { Standing } from "./fees.ts";
import { toAssets, toAssetsUp, toUnits } from "./steth-units.ts";
import { costOf, entriesOpen, keep, mintTo, recognise, sharesFor, unitsFor, type Vault } from "./vault.ts";

/** A deposit may lose this part of itself, and one unit, to rounding. */
export const ROUNDING_PART = 1_000_000_000n;

/** The books hold no more units than this. */
const MOST_RECORDED = (1n << 128n) - 1n;

/** What moved: stETH wei as the vault reports it, and vault shares. */
export interface Moved {
  readonly assets: bigint;
  readonly shares: bigint;
}

/** `who` deposits `assets` wei of stETH; the vault receives what the transfer moves. */
export function deposit(vault: Vault, who: string, assets: bigint): Moved {
  const now = recognise(vault);
  const units = pull(vault, assets, now.total);
  return enter(vault, who, units, sharesFor(now, units), now);
}

/** `who` buys exactly `shares`. */
export function mint(vault: Vault, who: string, shares: bigint): Moved {
  const now = recognise(vault);
  const assets = assetsToMint(vault, shares, now);
  enter(vault, who, pull(vault, assets, now.total), shares, now);
  return { assets, shares };
}

/** stETH wei that `shares` cost. */
export const assetsToMint = ({ market }: Vault, shares: bigint, now: Standing): bigint =>
  toAssetsUp(market.lido, costOf(now, shares));

function pull(vault: Vault, assets: bigint, total: bigint): bigint {
  const { books, market } = vault;
  if (!entriesOpen(vault)) throw new Refusal("EntriesClosed");
  const units = toUnits(market.lido, assets);
  if (units === 0n) throw new Refusal("ZeroAmount");
  const room = excess(least(books.depositCap, MOST_RECORDED), total);
  if (units > room) {
    throw new Refusal("ERC4626ExceededMaxDeposit", { assets, max: toAssets(market.lido, room) });
  }
  books.idle += units;
  return units;
}

function enter(vault: Vault, who: string, units: bigint, shares: bigint, now: Standing): Moved {
  const then = { total: now.total + units, supply: now.supply + shares };
  const worth = unitsFor(then, shares);
  if (shares === 0n || worth + units / ROUNDING_PART + 1n < units) {
    throw new Refusal("RoundingLoss", { units, worth });
  }
  keep(vault, then.total);
  mintTo(vault.books, who, shares);
  return { assets: toAssets(vault.market.lido, units), shares };
}
