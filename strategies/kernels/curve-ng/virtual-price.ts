// What an LP token is worth if every coin is worth its rate.
// Ports get_virtual_price of CurveStableSwapNG v7.0.0.

import { WAD, type Wad } from "../math/units.ts";
import { invariant } from "./invariant.ts";
import { atRates, balancesOf, type NgPool, type Pair } from "./pool.ts";

/** Invariant per LP token, floored. Throws RangeError without LP tokens, as the contract reverts. */
export const virtualPrice = (pool: NgPool, rates: Pair): Wad =>
  (invariant(atRates(balancesOf(pool), rates), pool.amplification) * WAD) / pool.lpSupply;
