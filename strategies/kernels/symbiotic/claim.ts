// Collateral out of a Symbiotic vault, once the epoch it waited for is over.
// Ports claim of Vault (symbioticfi/core 1.0).
// Quirk: a pot is never reduced by claims; each account is paid its part of the whole, floored, once.

import type { Seconds } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import { epochAt, type SymbioticVault, type VaultAccount, withdrawalBalance } from "./vault.ts";

/** Claims an account's part of `epoch`'s withdrawals and returns the wei paid. */
export const claim = (vault: SymbioticVault, account: VaultAccount, epoch: number, now: Seconds): bigint => {
  if (epoch >= epochAt(vault, now)) throw new ProtocolRevert("InvalidEpoch");
  if (account.claimed.has(epoch)) throw new ProtocolRevert("AlreadyClaimed");
  const paid = withdrawalBalance(vault, account, epoch);
  if (paid === 0n) throw new ProtocolRevert("InsufficientClaim");
  account.claimed.add(epoch);
  return paid;
};
