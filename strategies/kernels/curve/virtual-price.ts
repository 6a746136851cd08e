// What an LP token is worth if both coins are at par.
// Ports get_virtual_price of Curve's StableSwapSTETH (Vyper 0.2.8).

import type { Lido } from "../lido/lido.ts";
import { WAD, type Wad } from "../math/units.ts";
import { poolInvariant, type StethPool } from "./steth-pool.ts";

/** Invariant per LP token, floored. Throws RangeError without LP tokens, as the contract reverts. */
export const virtualPrice = (pool: StethPool, lido: Lido): Wad =>
  (poolInvariant(pool, lido) * WAD) / pool.lpSupply;
