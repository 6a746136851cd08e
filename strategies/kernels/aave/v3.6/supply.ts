// A deposit into a reserve.
// Ports SupplyLogic.executeSupply of Aave v3.6 (@aave-dao/aave-v3-origin 3.6.0).

import type { Seconds } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import { normalizedIncome, type ReserveAccount } from "../reserve.ts";
import { accrue } from "./accrue.ts";
import { supplyCapRefusal } from "./caps.ts";
import { INVALID_AMOUNT } from "./errors.ts";
import type { Reserve } from "./reserve.ts";
import { supplyMinted } from "./scaled.ts";
import { updateRates } from "./update-rates.ts";

/**
 * Supplies `amount` for `account` at `now`.
 * Quirk: an amount that is worth less than one unit of scaled balance is refused, where v3.0 rounds it up.
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
  const minted = supplyMinted(amount, normalizedIncome(reserve, now));
  if (minted === 0n) throw new ProtocolRevert(INVALID_AMOUNT);
  const refusal = supplyCapRefusal(reserve, cap, amount, now);
  if (refusal !== undefined) throw new ProtocolRevert(refusal);
  accrue(reserve, now);
  reserve.virtualUnderlyingBalance += amount;
  updateRates(reserve);
  reserve.scaledSupply += minted;
  account.scaledSupply += minted;
};
