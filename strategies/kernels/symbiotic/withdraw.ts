// Stake out of a Symbiotic vault's active part and into the pot of the next epoch, where it waits.
// Ports withdraw and redeem of Vault (symbioticfi/core 1.0).

import { uint256 } from "../math/uint256.ts";
import type { Seconds } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import { record } from "./history.ts";
import { assetsOf, sharesForDeposit, sharesForWithdrawal } from "./shares.ts";
import { activePot, epochAt, type SymbioticVault, type VaultAccount, withdrawalPot } from "./vault.ts";

/** What a withdrawal moved: wei, active shares burned, and shares minted of the next epoch's pot. */
export type Withdrawal = { readonly assets: bigint; readonly burned: bigint; readonly minted: bigint };

const move = (
  vault: SymbioticVault,
  account: VaultAccount,
  assets: bigint,
  burned: bigint,
  now: Seconds,
): Withdrawal => {
  const epoch = epochAt(vault, now) + 1;
  const pot = withdrawalPot(vault, epoch);
  const minted = sharesForDeposit(assets, pot);
  vault.withdrawals.set(epoch, { assets: pot.assets + assets, shares: uint256(pot.shares + minted) });
  account.withdrawalShares.set(epoch, (account.withdrawalShares.get(epoch) ?? 0n) + minted);
  account.activeShares -= burned;
  const active = activePot(vault);
  vault.activeShares -= burned;
  record(vault.activeStake, now, active.assets - assets);
  return { assets, burned, minted };
};

/** Withdraws `assets` wei; the shares burned are rounded up. */
export const withdraw = (
  vault: SymbioticVault,
  account: VaultAccount,
  assets: bigint,
  now: Seconds,
): Withdrawal => {
  if (assets === 0n) throw new ProtocolRevert("InsufficientWithdrawal");
  const burned = sharesForWithdrawal(assets, activePot(vault));
  if (burned > account.activeShares) throw new ProtocolRevert("TooMuchWithdraw");
  return move(vault, account, assets, burned, now);
};

/** Withdraws what `shares` are worth, floored. */
export const redeem = (
  vault: SymbioticVault,
  account: VaultAccount,
  shares: bigint,
  now: Seconds,
): Withdrawal => {
  if (shares > account.activeShares) throw new ProtocolRevert("TooMuchRedeem");
  const assets = assetsOf(shares, activePot(vault));
  if (assets === 0n) throw new ProtocolRevert("InsufficientRedemption");
  return move(vault, account, assets, shares, now);
};
