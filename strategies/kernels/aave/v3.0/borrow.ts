// A loan at the variable rate. Whether the account's collateral allows it is asked separately, see risk.ts.
// Ports BorrowLogic.executeBorrow of Aave v3.0 (@aave/core-v3 1.19.3).

import type { Seconds } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import type { ReserveAccount } from "../reserve.ts";
import { accrue } from "./accrue.ts";
import { borrowCapRefusal } from "./caps.ts";
import { INVALID_AMOUNT } from "./errors.ts";
import { normalizedDebt, type Reserve } from "./reserve.ts";
import { scaledMint } from "./scaled.ts";
import { updateRates } from "./update-rates.ts";

/**
 * Lends `amount` to `account` at `now`.
 * Quirk: while the reserve has no debt the index that counts is the stored one, since `accrue` leaves it
 * where it is.
 *
 * @param cap most that the reserve may have lent, in its token; zero is no cap
 */
export const borrow = (
  reserve: Reserve,
  account: ReserveAccount,
  amount: bigint,
  now: Seconds,
  cap = 0n,
): void => {
  if (amount === 0n) throw new ProtocolRevert(INVALID_AMOUNT);
  const refusal = borrowCapRefusal(reserve, cap, amount, now);
  if (refusal !== undefined) throw new ProtocolRevert(refusal);
  if (amount > reserve.availableLiquidity) throw new ProtocolRevert("not enough liquidity in the reserve");
  const index = reserve.scaledDebt === 0n ? reserve.variableBorrowIndex : normalizedDebt(reserve, now);
  const minted = scaledMint(amount, index);
  accrue(reserve, now);
  reserve.scaledDebt += minted;
  account.scaledDebt += minted;
  reserve.availableLiquidity -= amount;
  updateRates(reserve);
};
