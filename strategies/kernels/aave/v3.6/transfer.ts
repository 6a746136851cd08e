// A transfer of aTokens. Whether the sender's debt still allows it is asked separately, see risk.ts.
// Ports AToken.transfer of Aave v3.6 (@aave-dao/aave-v3-origin 3.6.0).

import type { Seconds } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import { normalizedIncome, type ReserveAccount, type ReserveState } from "../reserve.ts";
import { supplyBurned } from "./scaled.ts";

/** Moves `amount` from one account to another at `now`; the receiver gets at least as much. */
export const transfer = (
  reserve: ReserveState,
  from: ReserveAccount,
  to: ReserveAccount,
  amount: bigint,
  now: Seconds,
): void => {
  const moved = supplyBurned(amount, normalizedIncome(reserve, now));
  if (moved > from.scaledSupply) throw new ProtocolRevert("transfer amount exceeds the scaled balance");
  from.scaledSupply -= moved;
  to.scaledSupply += moved;
};
