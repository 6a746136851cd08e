// A Symbiotic vault: active stake, which earns and can be slashed, and a pot of withdrawals an epoch, which no
// longer earns and can be slashed until its epoch is over.
// Ports Vault and VaultStorage (symbioticfi/core 1.0, version 1 of the vault). Amounts are wei of the collateral.
// Quirk: a withdrawal waits for the end of the next epoch, so between one and two epochs, and those who leave in
// one epoch share one pot and its slashes.

import type { Seconds } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import { type History, historyOf, latest } from "./history.ts";
import { assetsOf, type Pot } from "./shares.ts";

/** Transitions change it in place. */
export type SymbioticVault = {
  /** When epoch 0 began. */
  readonly epochZero: Seconds;
  readonly epochDuration: Seconds;
  readonly activeStake: History;
  activeShares: bigint;
  /** Pots by the epoch at whose end they can be claimed. */
  readonly withdrawals: Map<number, Pot>;
  /** The most active stake that a deposit may lead to, if the vault has a limit. */
  depositLimit: bigint | undefined;
};

/** What one account holds in a vault. */
export type VaultAccount = {
  activeShares: bigint;
  /** Shares of withdrawal pots, by epoch. */
  readonly withdrawalShares: Map<number, bigint>;
  readonly claimed: Set<number>;
};

const EMPTY: Pot = { assets: 0n, shares: 0n };

export const emptyVault = (now: Seconds, epochDuration: Seconds, depositLimit?: bigint): SymbioticVault => ({
  epochZero: now,
  epochDuration,
  activeStake: historyOf(0n, now),
  activeShares: 0n,
  withdrawals: new Map(),
  depositLimit,
});

export const emptyAccount = (): VaultAccount => ({
  activeShares: 0n,
  withdrawalShares: new Map(),
  claimed: new Set(),
});

/** The epoch of `time`, counted from 0. Reverts before the vault began. */
export const epochAt = (vault: SymbioticVault, time: Seconds): number => {
  if (time < vault.epochZero) throw new ProtocolRevert("InvalidTimestamp");
  return Math.floor((time - vault.epochZero) / vault.epochDuration);
};

export const activePot = (vault: SymbioticVault): Pot => ({
  assets: latest(vault.activeStake),
  shares: vault.activeShares,
});

export const withdrawalPot = (vault: SymbioticVault, epoch: number): Pot =>
  vault.withdrawals.get(epoch) ?? EMPTY;

/** Active stake and the two pots that can still be slashed. */
export const totalStake = (vault: SymbioticVault, now: Seconds): bigint => {
  const epoch = epochAt(vault, now);
  return (
    latest(vault.activeStake) + withdrawalPot(vault, epoch).assets + withdrawalPot(vault, epoch + 1).assets
  );
};

/** Wei that an account's active shares are worth, floored. */
export const activeBalance = (vault: SymbioticVault, account: VaultAccount): bigint =>
  assetsOf(account.activeShares, activePot(vault));

/** Wei that an account's shares of one epoch's withdrawals are worth, floored. */
export const withdrawalBalance = (vault: SymbioticVault, account: VaultAccount, epoch: number): bigint =>
  assetsOf(account.withdrawalShares.get(epoch) ?? 0n, withdrawalPot(vault, epoch));

/** Wei of an account that can still be slashed. */
export const slashableBalance = (vault: SymbioticVault, account: VaultAccount, now: Seconds): bigint => {
  const epoch = epochAt(vault, now);
  return (
    activeBalance(vault, account) +
    withdrawalBalance(vault, account, epoch) +
    withdrawalBalance(vault, account, epoch + 1)
  );
};
