/** Deposits and mints, at entry value. The twin of the entering half of `contracts/vault/KeelVault.sol`. */
import { excess, least } from "../kernels/math/extremes.ts";
import { mulDivFloor } from "../kernels/math/mul-div.ts";
import { Refusal } from "../refusal.ts";
import { toAssets, toAssetsUp, toUnits } from "./steth-units.ts";
import { entriesOpen, keep, recognise, sharesFor, unitsFor, type Vault } from "./vault.ts";

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
  const total = recognise(vault);
  const units = pull(vault, assets, total);
  const shares = sharesFor(vault.books, units, total);
  return enter(vault, who, units, shares, total);
}

/** `who` buys exactly `shares`. */
export function mint(vault: Vault, who: string, shares: bigint): Moved {
  const total = recognise(vault);
  const assets = assetsToMint(vault, shares, total);
  enter(vault, who, pull(vault, assets, total), shares, total);
  return { assets, shares };
}

/** stETH wei that `shares` cost. */
export const assetsToMint = ({ books, market }: Vault, shares: bigint, total: bigint): bigint =>
  toAssetsUp(market.lido, unitsFor(books, shares, total));

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

function enter(vault: Vault, who: string, units: bigint, shares: bigint, total: bigint): Moved {
  const { books, market } = vault;
  const worth = mulDivFloor(shares, total + units + 1n, books.supply + shares + 1n);
  if (shares === 0n || worth + units / ROUNDING_PART + 1n < units) {
    throw new Refusal("RoundingLoss", { units, worth });
  }
  keep(vault, total + units);
  books.supply += shares;
  books.shares[who] = (books.shares[who] ?? 0n) + shares;
  return { assets: toAssets(market.lido, units), shares };
}
