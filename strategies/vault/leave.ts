/**
 * Withdrawals and redemptions, at exit value. The twin of the leaving half of
 * `contracts/vault/KeelVault.sol`.
 */
import { excess, least } from "../kernels/math/extremes.ts";
import { mulDivFloor } from "../kernels/math/mul-div.ts";
import { Refusal } from "../refusal.ts";
import type { Moved } from "./enter.ts";
import { toAssets, toUnitsUp } from "./steth-units.ts";
import {
  entryUnits,
  exitUnitsOf,
  keep,
  realUnits,
  recognise,
  sharesToLeave,
  unitsToLeave,
  type Vault,
  type VaultBooks,
} from "./vault.ts";

/** `who` withdraws `assets` wei of stETH from idle funds; what is paid is rounded up to whole units. */
export function withdraw(vault: Vault, who: string, assets: bigint): Moved {
  const total = recognise(vault);
  const max = maxWithdrawOf(vault, who, total);
  if (assets > max) throw new Refusal("ERC4626ExceededMaxWithdraw", { assets, max });
  const units = toUnitsUp(vault.market.lido, assets);
  const shares = sharesToLeave(vault.books, units, exitUnitsOf(vault, total));
  return leave(vault, who, units, shares, total);
}

/** `who` redeems `shares` from idle funds. */
export function redeem(vault: Vault, who: string, shares: bigint): Moved {
  const total = recognise(vault);
  const max = maxRedeemOf(vault, who, total);
  if (shares > max) throw new Refusal("ERC4626ExceededMaxRedeem", { shares, max });
  return leave(vault, who, unitsToLeave(vault.books, shares, exitUnitsOf(vault, total)), shares, total);
}

/**
 * `who` redeems `shares` deeper than idle funds reach: idle first, then slices of the strategies in their
 * order. Pays the shares' exit value, or less where these slices fetched less or cost those who stay what they
 * have recognised, and at least `minAssets`.
 */
export function redeemDeep(vault: Vault, who: string, shares: bigint, minAssets: bigint): Moved {
  const { books } = vault;
  const total = recognise(vault);
  const balance = sharesOf(vault, who);
  if (shares > balance) throw new Refusal("ERC4626ExceededMaxRedeem", { shares, max: balance });
  let due = unitsToLeave(books, shares, exitUnitsOf(vault, total));
  if (books.idle < due) {
    unwind(vault, due);
    due = least(due, excess(realUnits(vault), staying(books, shares, total)));
  }
  const moved = leave(vault, who, least(due, books.idle), shares, total);
  if (moved.assets < minAssets) throw new Refusal("BelowMinAssets", { assets: moved.assets, minAssets });
  return moved;
}

/** stETH wei that `who` can withdraw from idle funds now. */
export const maxWithdraw = (vault: Vault, who: string): bigint =>
  maxWithdrawOf(vault, who, entryUnits(vault));

/** Vault shares that `who` can redeem from idle funds now. */
export const maxRedeem = (vault: Vault, who: string): bigint => maxRedeemOf(vault, who, entryUnits(vault));

export const sharesOf = ({ books }: Vault, who: string): bigint => books.shares[who] ?? 0n;

function maxWithdrawOf(vault: Vault, who: string, total: bigint): bigint {
  const { books, market } = vault;
  const units = unitsToLeave(books, sharesOf(vault, who), exitUnitsOf(vault, total));
  return toAssets(market.lido, least(units, books.idle));
}

function maxRedeemOf(vault: Vault, who: string, total: bigint): bigint {
  const { books } = vault;
  const exit = exitUnitsOf(vault, total);
  const balance = sharesOf(vault, who);
  if (unitsToLeave(books, balance, exit) <= books.idle) return balance;
  return mulDivFloor(books.idle, books.supply + 1n, exit + 1n);
}

/** Unwinds slices worth what idle funds lack of `due`, strategy after strategy. */
function unwind({ books, strategies }: Vault, due: bigint): void {
  for (const strategy of strategies) {
    if (books.idle >= due) return;
    const part = least(due - books.idle, strategy.withdrawLimit());
    if (part > 0n) books.idle += strategy.withdraw(part, 0n);
  }
}

/** Those who stay recognise what a leaver leaves behind as they do any other gain. */
function leave(vault: Vault, who: string, units: bigint, shares: bigint, total: bigint): Moved {
  const { books, market } = vault;
  if (shares === 0n) throw new Refusal("ZeroAmount");
  keep(vault, staying(books, shares, total));
  books.supply -= shares;
  books.shares[who] = sharesOf(vault, who) - shares;
  books.idle -= units;
  return { assets: toAssets(market.lido, units), shares };
}

/** Units recognised so far that belong to all shares but these. */
const staying = ({ supply }: VaultBooks, shares: bigint, total: bigint): bigint =>
  mulDivFloor(total, supply - shares, supply);
