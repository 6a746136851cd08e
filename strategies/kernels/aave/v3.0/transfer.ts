// A transfer of aTokens. Whether the sender's debt still allows it is asked separately, see risk.ts.
// Ports AToken.transfer of Aave v3.0 (@aave/core-v3 1.19.3).

import { rayDiv } from "../../math/ray.ts";
import type { Seconds } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import { normalizedIncome, type ReserveAccount, type ReserveState } from "../reserve.ts";

/** Moves `amount` from one account to another at `now`; what moves is rounded half up. */
export const transfer = (
  reserve: ReserveState,
  from: ReserveAccount,
  to: ReserveAccount,
  amount: bigint,
  now: Seconds,
): void => {
  const moved = rayDiv(amount, normalizedIncome(reserve, now));
  if (moved > from.scaledSupply) throw new ProtocolRevert("transfer amount exceeds the scaled balance");
  from.scaledSupply -= moved;
  to.scaledSupply += moved;
};
