// A deposit into a reserve.
// Ports SupplyLogic.executeSupply of Aave v3.0 (@aave/core-v3 1.19.3).

import type { Seconds } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import { normalizedIncome, type ReserveAccount } from "../reserve.ts";
import { accrue } from "./accrue.ts";
import { supplyCapRefusal } from "./caps.ts";
import { INVALID_AMOUNT } from "./errors.ts";
import type { Reserve } from "./reserve.ts";
import { scaledMint } from "./scaled.ts";
import { updateRates } from "./update-rates.ts";

/**
 * Supplies `amount` for `account` at `now`.
 *
 * @param cap most that the reserve may hold, in its token; zero is no cap
 */
export const supply = (
  reserve: Reserve,
  account: ReserveAccount,
  amount: bigint,
  now: Seconds,
  cap = 0n,
): void => {
  if (amount === 0n) throw new ProtocolRevert(INVALID_AMOUNT);
  const refusal = supplyCapRefusal(reserve, cap, amount, now);
  if (refusal !== undefined) throw new ProtocolRevert(refusal);
  const minted = scaledMint(amount, normalizedIncome(reserve, now));
  accrue(reserve, now);
  reserve.availableLiquidity += amount;
  updateRates(reserve);
  reserve.scaledSupply += minted;
  account.scaledSupply += minted;
};
