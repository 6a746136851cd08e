// Collateral into a Symbiotic vault.
// Ports deposit of Vault (symbioticfi/core 1.0), without its whitelist.

import { uint256 } from "../math/uint256.ts";
import type { Seconds } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import { record } from "./history.ts";
import { sharesForDeposit } from "./shares.ts";
import { activePot, type SymbioticVault, type VaultAccount } from "./vault.ts";

/**
 * Deposits `amount` wei for `account` and returns the active shares minted, floored: none at all where the
 * amount is too small.
 */
export const deposit = (
  vault: SymbioticVault,
  account: VaultAccount,
  amount: bigint,
  now: Seconds,
): bigint => {
  if (amount === 0n) throw new ProtocolRevert("InsufficientDeposit");
  const pot = activePot(vault);
  const stake = pot.assets + amount;
  if (vault.depositLimit !== undefined && stake > vault.depositLimit)
    throw new ProtocolRevert("DepositLimitReached");
  const minted = sharesForDeposit(amount, pot);
  vault.activeShares = uint256(pot.shares + minted);
  record(vault.activeStake, now, stake);
  account.activeShares += minted;
  return minted;
};
