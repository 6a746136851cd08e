// A withdrawal from a reserve. Whether the account's debt still allows it is asked separately, see risk.ts.
// Ports SupplyLogic.executeWithdraw of Aave v3.6 (@aave-dao/aave-v3-origin 3.6.0).

import { MAX_UINT256, type Seconds } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import { normalizedIncome, type ReserveAccount } from "../reserve.ts";
import { accrue } from "./accrue.ts";
import { INVALID_AMOUNT, NOT_ENOUGH_AVAILABLE_USER_BALANCE } from "./errors.ts";
import type { Reserve } from "./reserve.ts";
import { supplyBurned, supplyWorth } from "./scaled.ts";
import { updateRates } from "./update-rates.ts";

/** Withdraws `amount` at `now`, or the whole balance for MAX_UINT256; returns what was withdrawn. */
export const withdraw = (reserve: Reserve, account: ReserveAccount, amount: bigint, now: Seconds): bigint => {
  const index = normalizedIncome(reserve, now);
  const all = amount === MAX_UINT256;
  const burned = all ? account.scaledSupply : supplyBurned(amount, index);
  const withdrawn = all ? supplyWorth(burned, index) : amount;
  if (burned === 0n) throw new ProtocolRevert(INVALID_AMOUNT);
  if (burned > account.scaledSupply) throw new ProtocolRevert(NOT_ENOUGH_AVAILABLE_USER_BALANCE);
  if (withdrawn > reserve.virtualUnderlyingBalance)
    throw new ProtocolRevert("not enough liquidity in the reserve");
  accrue(reserve, now);
  reserve.virtualUnderlyingBalance -= withdrawn;
  updateRates(reserve);
  reserve.scaledSupply -= burned;
  account.scaledSupply -= burned;
  return withdrawn;
};
