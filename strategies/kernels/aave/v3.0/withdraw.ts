// A withdrawal from a reserve. Whether the account's debt still allows it is asked separately, see risk.ts.
// Ports SupplyLogic.executeWithdraw of Aave v3.0 (@aave/core-v3 1.19.3).

import { rayMul } from "../../math/ray.ts";
import { MAX_UINT256, type Seconds } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import { normalizedIncome, type ReserveAccount } from "../reserve.ts";
import { accrue } from "./accrue.ts";
import { INVALID_AMOUNT, NOT_ENOUGH_AVAILABLE_USER_BALANCE } from "./errors.ts";
import type { Reserve } from "./reserve.ts";
import { scaledBurn } from "./scaled.ts";
import { updateRates } from "./update-rates.ts";

/** Withdraws `amount` at `now`, or the whole balance for MAX_UINT256; returns what was withdrawn. */
export const withdraw = (reserve: Reserve, account: ReserveAccount, amount: bigint, now: Seconds): bigint => {
  const income = normalizedIncome(reserve, now);
  const balance = rayMul(account.scaledSupply, income);
  const withdrawn = amount === MAX_UINT256 ? balance : amount;
  if (withdrawn === 0n) throw new ProtocolRevert(INVALID_AMOUNT);
  if (withdrawn > balance) throw new ProtocolRevert(NOT_ENOUGH_AVAILABLE_USER_BALANCE);
  if (withdrawn > reserve.availableLiquidity) throw new ProtocolRevert("not enough liquidity in the reserve");
  const burned = scaledBurn(withdrawn, income, account.scaledSupply);
  accrue(reserve, now);
  reserve.availableLiquidity -= withdrawn;
  updateRates(reserve);
  reserve.scaledSupply -= burned;
  account.scaledSupply -= burned;
  return withdrawn;
};
