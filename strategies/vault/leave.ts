/**
 * Withdrawals and redemptions, at exit value. The twin of `contracts/vault/Leaving.sol`.
 */
import { excess, least } from "../kernels/math/extremes.ts";
import { mulDivFloor } from "../kernels/math/mul-div.ts";
import { Refusal } from "../refusal.ts";
import type { Moved } from "./enter.ts";
import type { Standing } from "./fees.ts";
import { toAssets, toUnitsUp } from "./steth-units.ts";
import {
  atExit,
  keep,
  realUnits,
  recognise,
  sharesToLeave,
  standing,
  unitsFor,
  type Vault,
} from "./vault.ts";

/** `who` withdraws `assets` wei of stETH from idle funds; what is paid is rounded up to whole units. */
export function withdraw(vault: Vault, who: string, assets: bigint): Moved {
  const now = recognise(vault);
  const max = maxWithdrawOf(vault, who, now);
  if (assets > max) throw new Refusal("ERC4626ExceededMaxWithdraw", { assets, max });
  const units = toUnitsUp(vault.market.lido, assets);
  return leave(vault, who, units, sharesToLeave(atExit(vault, now), units), now);
}

/** `who` redeems `shares` from idle funds. */
export function redeem(vault: Vault, who: string, shares: bigint): Moved {
  const now = recognise(vault);
  const max = maxRedeemOf(vault, who, now);
  if (shares > max) throw new Refusal("ERC4626ExceededMaxRedeem", { shares, max });
  return leave(vault, who, unitsFor(atExit(vault, now), shares), shares, now);
}

/**
 * `who` redeems `shares` deeper than idle funds reach: idle first, then slices of the strategies in their
 * order. Pays the shares' exit value, or less where these slices fetched less or cost those who stay what they
 * have recognised, and at least `minAssets`.
 */
export function redeemDeep(vault: Vault, who: string, shares: bigint, minAssets: bigint): Moved {
  const { books } = vault;
  const now = recognise(vault);
  const balance = sharesOf(vault, who);
  if (shares > balance) throw new Refusal("ERC4626ExceededMaxRedeem", { shares, max: balance });
  let due = unitsFor(atExit(vault, now), shares);
  if (books.idle < due) {
    unwind(vault, due);
    due = least(due, excess(realUnits(vault), staying(now, shares)));
  }
  const moved = leave(vault, who, least(due, books.idle), shares, now);
  if (moved.assets < minAssets) throw new Refusal("BelowMinAssets", { assets: moved.assets, minAssets });
  return moved;
}

/** stETH wei that `who` can withdraw from idle funds now. */
export const maxWithdraw = (vault: Vault, who: string): bigint => maxWithdrawOf(vault, who, standing(vault));

/** Vault shares that `who` can redeem from idle funds now. */
export const maxRedeem = (vault: Vault, who: string): bigint => maxRedeemOf(vault, who, standing(vault));

export const sharesOf = ({ books }: Vault, who: string): bigint => books.shares[who] ?? 0n;

function maxWithdrawOf(vault: Vault, who: string, now: Standing): bigint {
  const { books, market } = vault;
  const units = unitsFor(atExit(vault, now), sharesOf(vault, who));
  return toAssets(market.lido, least(units, books.idle));
}

function maxRedeemOf(vault: Vault, who: string, now: Standing): bigint {
  const { books } = vault;
  const exit = atExit(vault, now);
  const balance = sharesOf(vault, who);
  if (unitsFor(exit, balance) <= books.idle) return balance;
  return mulDivFloor(books.idle, exit.supply + 1n, exit.total + 1n);
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
function leave(vault: Vault, who: string, units: bigint, shares: bigint, now: Standing): Moved {
  const { books, market } = vault;
  if (shares === 0n) throw new Refusal("ZeroAmount");
  keep(vault, staying(now, shares));
  books.supply -= shares;
  books.shares[who] = sharesOf(vault, who) - shares;
  books.idle -= units;
  return { assets: toAssets(market.lido, units), shares };
}

/** Units recognised so far that belong to all shares but these. */
const staying = ({ total, supply }: Standing, shares: bigint): bigint =>
  mulDivFloor(total, supply - shares, supply);
